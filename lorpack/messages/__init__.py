"""The words that go with a packet. Nothing is sent: a person reads, changes and sends."""
