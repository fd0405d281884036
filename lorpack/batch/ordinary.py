"""English words that are also what people are called: An, Do, Grace, Long, May, Young."""

ORDINARY = frozenset(
    """
    a able ado age all along also am amber an and angel any april are arm art as ash at august
    autumn away ba back bad bail ball ban band bank bar barb bare bark base bat bath bay be beach
    bean bear beat been begin bell bench berry best better big bill bird black blank blood blue bob
    body bold bond bone book both bow bowel bowl boy brain branch brave bread break brief bright
    brook brown bs buck bud bull burn bush but buy by call calm can cap car care case cash cast cat
    chance change chase child chin church city clay clean clear close cloud coal coat cold come cook
    cool corn cost court cover craft cross crown crystal cup cut daily daisy dale dame dark dash
    data date dawn day deal dean dear deep den did dim din do doe does dog don done door dose double
    down dr draw drew drive drum dry due duke dull dun during each earl early earnest east easy ed
    eight elder else em en end er era even ever face fair faith fall fan far fast fat fear feel feet
    few field fill fin find fine fir fire first fish five flat flood flower fly foot for force ford
    forest form forth foster found four fox frank free fresh friend from frost full fun gain gale
    game gang gap gate gave gay gem general gentle get gift gill give glad glass go god gold good
    gore got grace grand grant grave gray great green grey grip grow guide gum guy had hail hair
    hale half hall ham hand hang happy hard has hat have he head heal health hear heart heath hen
    her here high hill him hip his ho hold holly home honor hood hook hop hope hot hour house how
    huge hunt hunter hurt i ice if ill in ink iris iron is it ivy jack jade jewel job join jolly joy
    judge july jump june just justice keen keep key kid kind king kit knee knight know la lake lamb
    lance land lane large last late law lay lead leaf lean learn led left leg less let life light
    like lily limb line link lip list little live long look lord lose lot loud love low loyal luck
    lung ma mace made main make male man many march mark mask mass master mat may mayor md me mean
    meet melody men mercy mere merit merry met mike mild mile miles mill mind mine mint miss moon
    moor more most ms much my name nature near neat neck need nerve never new news next nice night
    nine no noble noon nor norm north nose not note now nurse oak of off oh old olive on one only
    open or other our out over own pa pace page paid pain pale pan paris park part pass past pat
    path patience peace pearl pen penny people per pierce pin pine pink place plain play point pond
    pool poor pope post potter powder power press price pride prince prior proud prudence pull pure
    push put queen quick quiet race rain ran rare rash rate raw ray reach read real reason red reed
    reign rest rich ride right ring rise rite river road rob robin rock rod room root rose rough
    round row royal ruby rude rule run rush sad safe sage said sail sale salt same sand sang sat
    save saw say sea seal season see self sense set seven sharp she shell ship shirt shoe shook
    short show sick side silver sin sing single six skin sky sleep slow small smart snow so soft
    sole some son song soon soul south spring square stable star start state stay steel step stern
    still stock stone storm story strange street strong such sue sum summer sun sung sure sweet
    swift table take tale tall tam tan tang tap tar task teach team tell temple ten test than thank
    that the them then there they thin thing think this thorn three through tide time tin to today
    toe told tone too took tooth top tower town tree trial true trust truth try tube turn twin two
    under unique up urge us use vale van vein very victor view violet virtue vital voice wade wait
    wake walk wall wan want war ward warm was wash watch water way we weak wear week well west what
    wheat when where white who whole why wide wife wild will win wind wine wing winter wise wish wit
    with wolf won wood word work worth would yard year yes yet you young your youth zone
    """.split()  # noqa: SIM905
)
"""A name of such words alone stands in the texts of everybody: "let me do an echo"."""
