"""Closed word lists of news prose in English, Russian and Ukrainian, all in small letters."""


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


TITLES = _set(
    "mr mrs ms miss dr prof professor sir dame lord lady sgt sergeant gen general col colonel maj major lt"
    " lieutenant capt captain cpl adm admiral president premier prime minister chancellor senator sen rep"
    " governor gov mayor judge justice king queen prince princess pope bishop archbishop rabbi imam sheikh"
    " ambassador secretary chairman chairwoman chair speaker commissioner director deputy vice foreign"
    " hon rev"
    " г-н г-жа господин госпожа пан пані президент премьер прем'єр премєр министр міністр депутат генерал"
    " полковник майор капитан капітан судья суддя мэр мер губернатор посол председатель глава голова"
)
"""What may stand before a person's name and is no part of it when names are compared."""

SMALL_WORDS = _set("of for and the in on to against de la le du des und y и по за в на у та і з із с с о про")

PARTICLES = _set(
    "de von van der den del della di da dos das du la le el al ben bin ibn bint abu ter ten zu af av y"
    " фон ван"
    " де ла дер бен бин ибн аль ель эль оглы кызы"
)
"""Small words inside a person's name."""

OFFICES = _set(
    "president premier minister chancellor senator lawmaker deputy deputies governor mayor judge king queen"
    " prince pope bishop ambassador envoy secretary chairman chairwoman chairperson chair speaker spokesman"
    " spokeswoman spokesperson commissioner director chief head leader prosecutor ombudsman rapporteur"
    " general"
    " colonel sergeant commander attorney counsel adviser advisor officer official"
    " президент премьер премьер-министр министр депутат сенатор губернатор мэр судья посол секретарь"
    " председатель спикер представитель представительница пресс-секретарь уполномоченный директор глава"
    " руководитель лидер прокурор омбудсмен командующий советник советница чиновник координатор"
    " прем'єр премєр прем'єр-міністр міністр мер суддя секретар голова спікер речник речниця"
    " представник представниця прессекретар прес-секретар уповноважений керівник керівниця лідер командувач"
    " радник радниця посадовець очільник очільниця координаторка директорка"
)
"""Posts that a person may hold."""

BODIES = _set(
    "council committee commission ministry department agency bureau office organization organisation union"
    " association federation alliance coalition foundation fund institute institution university academy"
    " court tribunal parliament assembly duma senate congress government cabinet administration service"
    " authority police army forces force board bank company corporation group party movement network lab"
    " laboratory centre center clinic hospital school house house convention mission subcommittee panel bloc"
    " league society trust observatory initiative project command guard embassy republic kingdom federation"
    " states nations secretariat inspectorate directorate registry ombudsman"
    " совет комитет комиссия министерство департамент агентство бюро организация союз ассоциация федерация"
    " фонд институт университет академия суд парламент дума сенат правительство администрация служба полиция"
    " армия банк компания группа партия движение центр больница посольство управление штаб кабинет мид"
    " минобороны минюст фсб фсин мвд следком республика коалиция"
    " рада комітет комісія міністерство агентство бюро організація спілка союз асоціація федерація інститут"
    " університет академія уряд адміністрація служба поліція армія компанія група партія рух лікарня"
    " посольство управління представництво мзс міноборони сбу мвс республіка коаліція"
)
"""Nouns that make an expression the name of a body."""

STATE_BODIES = _set(
    "ministry department government cabinet parliament duma senate congress police army court tribunal"
    " prosecutor kremlin administration embassy guard bundestag knesset rada assembly authorities state"
    " правительство министерство парламент дума сенат полиция армия суд прокуратура кремль администрация"
    " посольство мид минобороны минюст фсб фсин мвд следком"
    " уряд міністерство рада поліція армія прокуратура адміністрація посольство мзс міноборони сбу мвс"
)

PLACES = _set(
    "moscow kyiv kiev minsk washington london paris berlin brussels beijing tehran ankara jerusalem"
    " warsaw rome"
    " madrid vienna budapest prague vilnius riga tallinn helsinki stockholm oslo copenhagen chisinau tbilisi"
    " yerevan baku astana tashkent bishkek dushanbe delhi islamabad kabul damascus beirut cairo riyadh doha"
    " tokyo seoul pyongyang havana caracas ottawa canberra strasbourg geneva kremlin bucharest sofia belgrade"
    " athens dublin lisbon bern hague pretoria nairobi abuja taipei hanoi bangkok manila jakarta"
    " russia ukraine belarus britain england france germany china iran israel turkey poland hungary"
    " italy spain"
    " america georgia armenia azerbaijan kazakhstan moldova syria lebanon egypt qatar india pakistan japan"
    " москва киев минск вашингтон лондон париж берлин брюссель пекин тегеран анкара иерусалим варшава"
    " рим вена"
    " будапешт прага вильнюс рига таллин кремль страсбург женева тбилиси ереван баку астана гаага"
    " россия украина беларусь белоруссия британия франция германия китай иран израиль турция польша"
    " венгрия сша"
    " київ мінськ брюссель берлін париж пекін тегеран єрусалим варшава відень вільнюс будапешт кремль"
    " страсбург"
    " росія україна білорусь британія франція німеччина китай іран ізраїль туреччина польща угорщина"
)
"""Capitals, seats of power and countries, which often stand for a government; folded like names."""

PRONOUNS = {
    "en": _set(
        "i me my mine myself you your yours he him his himself she her hers herself it its itself we us"
        " our ours"
        " ourselves they them their theirs themselves who whom whose this that these those one someone"
        " everyone"
        " anyone nobody"
    ),
    "ru": _set(
        "я меня мне мной ты тебя тебе он его ему им нем него нему ним она ее её ей ею неё нее ней оно мы"
        " нас нам"
        " нами вы вас вам вами они их ими них ними себя себе свой его кто который которая которые этот"
        " эта эти тот"
    ),
    "uk": _set(
        "я мене мені мною ти тебе тобі він його йому ним ньому нього вона її їй нею неї ній воно ми нас"
        " нам нами"
        " ви вас вам вами вони їх їм ними них себе собі хто який яка які цей ця ці той"
    ),
}

NOT_NAMES = _set(
    "the a an this that these those it its he his she her they their we our you your i my in on at by"
    " for from"
    " of to with without under over after before since until during while when where as if although though"
    " because but and or nor so yet however meanwhile moreover nevertheless still also even only just not no"
    " none nobody nothing neither either both all some any many most more few several each every other"
    " another"
    " such what who whom whose which why how there here then now today yesterday tomorrow once again"
    " soon later"
    " earlier ever never always often perhaps maybe indeed instead otherwise therefore thus hence according"
    " despite among amid against between about above across along around behind below beneath beside besides"
    " beyond inside into like near off onto out outside past per than through throughout till toward"
    " towards up"
    " upon via within whether formally officially according asked speaking writing yes please thank one two"
    " three four five six seven eight nine ten half hundreds thousands dozens lawyers officials teachers"
    " nurses"
    " prisoners soldiers doctors experts researchers critics activists observers monitors diplomats"
    " authorities"
    " police prosecutors investigators witnesses residents relatives journalists reporters analysts survivors"
    " lawmakers deputies ministers people men women children families human had has have was were is are"
    " did do"
    " does will would could should may might must can let last next first second third until abroad"
    " nearly almost"
    " about asked given based monday tuesday wednesday thursday friday saturday sunday january february march"
    " april june july august september october november december"
    " в во на по за из от до с со к ко у о об и а но или что как если хотя когда пока потому это эти"
    " этот эта тот та"
    " те он она они оно мы вы я его ее её их мой наш ваш все всё многие некоторые несколько там тут"
    " здесь тогда"
    " теперь сегодня вчера завтра после перед при без для над под между также однако поэтому впрочем не"
    " нет ни"
    " никто ничего почти больше меньше самый самому среди первым первый через около один два три"
    " по-прежнему ранее"
    " позже затем кроме того еще ещё уже был была были было есть будет будут так какой чье чей сомнения"
    " следующий"
    " предыдущий"
    " у з із зі від до та й і але або що як якщо хоча коли поки тому це ці цей ця той та ті він вона"
    " вони воно ми"
    " ви його її їх їхній мій наш ваш усі всі багато деякі кілька там тут тоді тепер сьогодні вчора"
    " завтра після"
    " перед при без для над під між також однак проте отже не ні ніхто нічого майже більше менше серед через"
    " близько один два три раніше згодом потім крім того ще вже був була були було є буде будуть так який чий"
    " відключення збитки"
)
"""Ordinary words that a capital at the start of a sentence does not make a name."""
