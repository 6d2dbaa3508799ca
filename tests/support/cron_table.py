#!/usr/bin/env python3
"""Makes tests/data/cron_runs.txt: what zoneinfo and a matcher of its own say, minute by minute.

A line: zone | expression | a time | its next five runs, all as seconds since 1970.
The matcher knows nothing of the program's: it takes each minute in turn, asks zoneinfo for the wall
clock, and compares it with sets of numbers.
"""
import datetime
import zoneinfo

UTC = datetime.timezone.utc
RANGES = [(0, 59), (0, 23), (1, 31), (1, 12), (0, 7)]
MONTHS = "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split()
DAYS = "SUN MON TUE WED THU FRI SAT".split()


def number(text, field):
    if text.upper() in MONTHS and field == 3:
        return MONTHS.index(text.upper()) + 1
    if text.upper() in DAYS and field == 4:
        return DAYS.index(text.upper())
    return int(text)


def values(text, field):
    low, high = RANGES[field]
    out = set()
    for part in text.split(","):
        body, _, step = part.partition("/")
        if body == "*":
            first, last = low, high
        elif "-" in body:
            first, last = (number(x, field) for x in body.split("-"))
        else:
            first = last = number(body, field)
        out.update(range(first, last + 1, int(step or 1)))
    return {v % 7 for v in out} if field == 4 else out


class Cron:
    def __init__(self, expression):
        self.fields = expression.split()
        self.minutes, self.hours, self.days, self.months, self.weekdays = (
            values(text, field) for field, text in enumerate(self.fields))
        self.both = self.fields[2] != "*" and self.fields[4] != "*"

    def fits_day(self, wall):
        if wall.month not in self.months:
            return False
        by_day = wall.day in self.days
        by_weekday = wall.isoweekday() % 7 in self.weekdays
        return by_day or by_weekday if self.both else by_day and by_weekday

    def runs(self, zone, after, count=5):
        found = []
        t = after - after % 60 + 60
        while len(found) < count:
            wall = datetime.datetime.fromtimestamp(t, zone)
            if not self.fits_day(wall):
                # Not today: on to an hour from now, a day away from no midnight.
                t += 60 if wall.hour == 23 else 3600 - t % 3600
                continue
            if wall.hour in self.hours and wall.minute in self.minutes:
                found.append(t)
            t += 60
        return found


CASES = []


def case(zone, expression, *when):
    for at in when:
        CASES.append((zone, expression, int(datetime.datetime.fromisoformat(at + "+00:00").timestamp())))


PLAIN = ["0 6 * * *", "*/15 * * * *", "0 * * * *", "30 9 * * 1-5", "0 0 1 * *", "0 0 1,15 * *", "5 4 * * SUN",
         "0 22 * * MON-FRI", "23 0-20/2 * * *", "0 12 13 * 5", "0 0 31 * *", "0 0 29 2 *", "0 0 28-31 2 *", "59 23 31 12 *",
         "* * * * *", "0 0 * * 7", "0 9-17 * 1-3,10-12 1,3,5", "10,40 8,20 */10 * *", "0 3 1-7 * MON", "7 7 7 7 *"]
for expression in PLAIN:
    case("Asia/Tokyo", expression, "2026-11-25T04:00:00", "2027-02-27T20:00:00", "2028-02-28T10:30:00")
    case("Etc/UTC", expression, "2026-12-31T23:58:30")

CHANGES = ["30 2 * * *", "0 2 * * *", "30 1 * * *", "0 3 * * *", "*/30 1-3 * * *", "59 1 * * *", "0 0 * * *", "15 * * * *",
           "30 2 8 3 *", "30 1 1 11 *", "0 12 * * SUN", "*/20 * * * SUN"]
for expression in CHANGES:
    case("America/New_York", expression, "2026-03-07T12:00:00", "2026-03-08T06:59:00", "2026-10-31T20:00:00",
         "2026-11-01T05:30:00")
    case("Europe/Berlin", expression, "2027-03-27T20:00:00", "2027-10-30T22:30:00")
    case("Australia/Lord_Howe", expression, "2027-04-03T10:00:00", "2027-10-02T10:00:00")

LAST = ["0 0 28 2 *", "0 0 29 2 *", "30 23 28 2 *", "0 0 28,29 2 *", "0 0 29,30,31 1-3 *"]
for expression in LAST:
    for zone in ("Asia/Tokyo", "America/New_York"):
        case(zone, expression, "2027-02-27T12:00:00", "2028-02-28T16:00:00", "2100-02-27T12:00:00")

FAR = ["0 2 * * *", "30 1 * * *"]
for expression in FAR:
    case("America/New_York", expression, "2050-03-12T00:00:00", "2050-11-05T22:00:00")
    case("Asia/Kolkata", expression, "2026-06-01T00:00:00")
    case("America/St_Johns", expression, "2026-03-07T20:00:00", "2026-10-31T20:00:00")
    case("Pacific/Apia", expression, "2026-06-01T00:00:00")
    case("Asia/Tehran", expression, "2026-03-20T00:00:00")

for zone, expression, after in CASES:
    runs = Cron(expression).runs(zoneinfo.ZoneInfo(zone), after)
    print(f"{zone}|{expression}|{after}|{' '.join(map(str, runs))}")
