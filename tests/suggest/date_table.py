"""Expressions of time and their values in an article of Thursday, 18 September 2025.

Worked out by hand with a calendar: September 2025 begins on a Monday; the week of publication is 15 to
21 September. Each row is expression, value, kind; where it matters, the words in front stand in brackets.
"""

PUBLISHED = "2025-09-18"

ENGLISH = """
earlier this month | 2025-09 | point
later this month | 2025-09 | point
in August | 2025-08 | point
August | 2025-08 | point
in September | 2025-09 | point
in October | 2024-10 | point
February 2022 | 2022-02 | point
1997 | 1997 | point
just weeks after launching | | vague
September 18, 2025 | 2025-09-18 | point
Sept. 18, 2025 | 2025-09-18 | point
18 September 2025 | 2025-09-18 | point
the 18th of September, 2025 | 2025-09-18 | point
18 September | 2025-09-18 | point
19 September | 2024-09-19 | point
Thursday, September 18 | 2025-09-18 | point
Tuesday, 2 December | 2025-12-02 | point
Monday, September 18, 2025 | | vague
2025-09-18 | 2025-09-18 | point
18.09.2025 | 2025-09-18 | point
9/18/2025 | 2025-09-18 | point
3/4/2025 | | vague
last week | 2025-09-08/2025-09-14 | interval
this week | 2025-09-15/2025-09-21 | interval
next week | 2025-09-22/2025-09-28 | interval
last weekend | 2025-09-13/2025-09-14 | interval
yesterday | 2025-09-17 | point
today | 2025-09-18 | point
tonight | 2025-09-18 | point
tomorrow | 2025-09-19 | point
the day before yesterday | 2025-09-16 | point
last night | 2025-09-17 | point
on Tuesday | 2025-09-16 | point
on Thursday | 2025-09-18 | point
on Friday | 2025-09-12 | point
[The court will rule on ] Friday | 2025-09-19 | point
[The court will rule on ] Thursday | 2025-09-18 | point
last Tuesday | 2025-09-16 | point
last Thursday | 2025-09-11 | point
next Thursday | 2025-09-25 | point
Tuesday last week | 2025-09-09 | point
Tuesday evening | 2025-09-16 | point
last month | 2025-08 | point
next month | 2025-10 | point
two weeks ago | 2025-09-01/2025-09-07 | interval
three days ago | 2025-09-15 | point
two months ago | 2025-07 | point
two years ago | 2023 | point
a year ago | 2024 | point
half a year ago | | vague
several years ago | | vague
two decades ago | 2005~ | point
three days later | | vague
the following day | | vague
March of the same year | | vague
since 2014 | 2014/.. | interval
since the 1990s | 1990/.. | interval
since August | 2025-08/.. | interval
until March 2023 | ../2023-03 | interval
between 2014 and 2022 | 2014/2022 | interval
[between ] 2014 and 2022 | 2014/2022 | interval
2014 and 2022 | | vague
from May to July | 2025-05/2025-07 | interval
from November to February | 2024-11/2025-02 | interval
between May and July 2022 | 2022-05/2022-07 | interval
from 2022 to 2014 | | vague
1941–1945 | 1941/1945 | interval
May 10-15, 2022 | 2022-05-10/2022-05-15 | interval
the 1990s | 199X | point
the 2000s | 200X | point
the nineties | 199X | point
the late 1990s | 199X~ | point
early 2022 | 2022~ | point
mid-August | 2025-08~ | point
spring 2022 | 2022-21 | point
the summer of 2021 | 2021-22 | point
this summer | 2025-22 | point
next summer | 2026-22 | point
last summer | | vague
at the end of last year | 2024~ | point
the end of the year | 2025~ | point
last year | 2024 | point
August last year | 2024-08 | point
last August | 2025-08 | point
last September | 2024-09 | point
next August | 2026-08 | point
[Lawmakers will vote in ] October | 2025-10 | point
[It said it had voted in ] October | 2024-10 | point
the past three years | 2022/2025 | interval
the last two weeks | 2025-09-04/2025-09-18 | interval
the last decade | 2015/2025 | interval
the 19th century | 18XX | point
the second half of 2022 | 2022-07/2022-12 | interval
the first quarter of 2023 | 2023-01/2023-03 | interval
the previous decades | | vague
recent years | | vague
recently | | vague
for three years | | duration
a three-day | | duration
every Friday | | recurring
annually | | recurring
Fridays | | recurring
twice a year | | recurring
in two weeks | | vague
[The court will sit in ] two weeks | 2025-09-29/2025-10-05 | interval
29 February | 2024-02-29 | point
31 June 2022 | | vague
nothing of the kind | | vague
"""

RUSSIAN = """
24 февраля 2022 года | 2022-02-24 | point
24 февраля 2022 г. | 2022-02-24 | point
24-го февраля | 2025-02-24 | point
в феврале 2022 года | 2022-02 | point
в августе | 2025-08 | point
августа | 2025-08 | point
в декабре прошлого года | 2024-12 | point
на прошлой неделе | 2025-09-08/2025-09-14 | interval
на следующей неделе | 2025-09-22/2025-09-28 | interval
вчера | 2025-09-17 | point
позавчера | 2025-09-16 | point
сегодня | 2025-09-18 | point
вчера вечером | 2025-09-17 | point
в 1997 году | 1997 | point
в этом месяце | 2025-09 | point
ранее в этом месяце | 2025-09 | point
в прошлом году | 2024 | point
в позапрошлом году | 2023 | point
в следующем месяце | 2025-10 | point
с 2014 года | 2014/.. | interval
до марта 2023 года | ../2023-03 | interval
с 2014 по 2022 год | 2014/2022 | interval
между 2014 и 2022 годами | 2014/2022 | interval
с мая по июль | 2025-05/2025-07 | interval
с 10 по 15 мая 2022 года | 2022-05-10/2022-05-15 | interval
во вторник | 2025-09-16 | point
в прошлую пятницу | 2025-09-12 | point
две недели назад | 2025-09-01/2025-09-07 | interval
неделю назад | 2025-09-08/2025-09-14 | interval
три года назад | 2022 | point
полтора года назад | | vague
через две недели | | vague
[Выборы состоятся через ] две недели | 2025-09-29/2025-10-05 | interval
[Выборы пройдут в ] октябре | 2025-10 | point
три дня спустя | | vague
в 1990-х годах | 199X | point
в начале 2022 года | 2022~ | point
в конце прошлого года | 2024~ | point
весной 2022 года | 2022-21 | point
в первом квартале 2023 года | 2023-01/2023-03 | interval
последние три года | 2022/2025 | interval
в последние годы | | vague
в течение трёх лет | | duration
по пятницам | | recurring
каждый год | | recurring
XX века | 19XX | point
"""

UKRAINIAN = """
24 лютого 2022 року | 2022-02-24 | point
24 лютого 2022 р. | 2022-02-24 | point
у четвер, 24 лютого 2022 року | 2022-02-24 | point
у лютому 2022 року | 2022-02 | point
у серпні | 2025-08 | point
серпня | 2025-08 | point
у вересні минулого року | 2024-09 | point
минулого тижня | 2025-09-08/2025-09-14 | interval
цього тижня | 2025-09-15/2025-09-21 | interval
наступного тижня | 2025-09-22/2025-09-28 | interval
вчора | 2025-09-17 | point
позавчора | 2025-09-16 | point
сьогодні | 2025-09-18 | point
вчора ввечері | 2025-09-17 | point
у 1997 році | 1997 | point
цього місяця | 2025-09 | point
раніше цього місяця | 2025-09 | point
минулого місяця | 2025-08 | point
минулого року | 2024 | point
торік | 2024 | point
наступного року | 2026 | point
з 2014 року | 2014/.. | interval
до березня 2023 року | ../2023-03 | interval
між 2014 і 2022 роками | 2014/2022 | interval
з травня по липень | 2025-05/2025-07 | interval
з 24 лютого по 1 березня 2022 року | 2022-02-24/2022-03-01 | interval
у вівторок | 2025-09-16 | point
минулої п’ятниці | 2025-09-12 | point
два тижні тому | 2025-09-01/2025-09-07 | interval
рік тому | 2024 | point
п'ять днів тому | 2025-09-13 | point
кілька днів тому | | vague
у 1990-х роках | 199X | point
на початку 2022 року | 2022~ | point
наприкінці серпня | 2025-08~ | point
навесні 2022 року | 2022-21 | point
у першій половині 2022 року | 2022-01/2022-06 | interval
останні три роки | 2022/2025 | interval
протягом трьох місяців | | duration
щороку | | recurring
щоп’ятниці | | recurring
[Вибори відбудуться у ] жовтні | 2025-10 | point
XIX століття | 18XX | point
"""


def rows(table: str) -> list[tuple[str, str, str, str]]:
    """Return before, expression, value and kind of each row."""
    result = []
    for line in table.strip().splitlines():
        expression, value, kind = (part.strip() for part in line.split("|"))
        before = ""
        if expression.startswith("["):
            before, expression = expression[1:].split("]")
        result.append((before, expression.strip(), value, kind))
    return result
