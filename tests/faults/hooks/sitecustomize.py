"""What goes wrong in a process and its children, told by LORPACK_TEST_HOOK; only tests set it.

``no-pango``: the library is not there. ``pango-crash``: it dies when it draws. ``sockets=FILE``:
each look for another computer is written to FILE. ``poison``: what a packet's writer is called
says how its child ends.
"""

import importlib.abc
import importlib.machinery
import os
import signal
import sys
import time

HOOK, _, ARGUMENT = os.environ.get("LORPACK_TEST_HOOK", "").partition("=")
AWAY = ("socket.connect", "socket.bind", "socket.getaddrinfo", "socket.gethostby", "socket.sendto")


class _After(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Calls *change* with the module *name* when it has been imported."""

    def __init__(self, name, change):
        self.name, self.change = name, change

    def find_spec(self, name, path, target=None):
        if name != self.name:
            return None
        spec = importlib.machinery.PathFinder.find_spec(name, path)
        self.real, spec.loader = spec.loader, self
        return spec

    def create_module(self, spec):
        return self.real.create_module(spec)

    def exec_module(self, module):
        self.real.exec_module(module)
        self.change(module)


def _no_pango(cffi):
    real = cffi.FFI.dlopen

    def dlopen(self, name, *args):
        if name and "pango" in str(name):
            raise OSError(f"cannot load library '{name}'")
        return real(self, name, *args)

    cffi.FFI.dlopen = dlopen


def _crash(*_, **__):
    os.kill(os.getpid(), signal.SIGSEGV)


def _poisoned(module):
    real = module.build_packet

    def build_packet(application, writer, *args, **extra):
        kind = writer.id.partition("-")[0]
        if kind == "hang":
            time.sleep(600)
        elif kind == "memory":
            _ = [bytearray(2**26) for _ in range(2**10)]
        elif kind == "segfault":
            _crash()
        elif kind == "killed":
            os.kill(os.getpid(), signal.SIGKILL)
        return real(application, writer, *args, **extra)

    module.build_packet = build_packet


def _watch(event, args):
    local = event == "socket.bind" and isinstance(args[1], str | bytes)
    local = local or (event == "socket.connect" and isinstance(args[1], str | bytes))
    if event.startswith(AWAY) and not local:
        with open(ARGUMENT, "a", encoding="utf-8") as file:  # noqa: PTH123
            file.write(f"{event} {args[1:]}\n")


if HOOK == "no-pango":
    sys.meta_path.insert(0, _After("cffi.api", _no_pango))
elif HOOK == "pango-crash":
    sys.meta_path.insert(
        0, _After("lorpack.packet.render", lambda module: setattr(module, "lay_out", _crash))
    )
elif HOOK == "sockets":
    sys.addaudithook(_watch)
elif HOOK == "poison":
    sys.meta_path.insert(0, _After("lorpack.packet.build", _poisoned))
