#!/usr/bin/env python3
"""Makes core/util/zones.txt from a zoneinfo folder of the IANA time zone database.

Usage: tools/zones.py [/usr/share/zoneinfo] > core/util/zones.txt

Of each zone only the rule that ends its file is taken: what holds now and from now on. A zone whose
clock does something else between FROM_YEAR and TO_YEAR has no rule here, and says so.
"""
import io
import os
import re
import struct
import sys
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

FROM_YEAR, TO_YEAR = 2026, 2037
NAME = r"(?:[A-Za-z]{3,}|<[^>]+>)"
TIME = r"[+-]?\d+(?::\d\d){0,2}"
DAY = rf"M(\d+)\.(\d)\.(\d)(?:/({TIME}))?"
RULE = re.compile(rf"^{NAME}({TIME})(?:{NAME}({TIME})?,{DAY},{DAY})?$")


def seconds(text):
    sign = -1 if text.startswith("-") else 1
    parts = [int(part) for part in text.lstrip("+-").split(":")] + [0, 0]
    return sign * (parts[0] * 3600 + parts[1] * 60 + parts[2])


def day(groups):
    month, week, weekday, time = groups
    return f"{month}.{week}.{weekday}/{seconds(time) if time else 7200}"


def our_rule(footer):
    match = RULE.match(footer)
    if not match:
        return None
    standard = -seconds(match.group(1))
    if not match.group(3):
        return str(standard)
    summer = -seconds(match.group(2)) if match.group(2) else standard + 3600
    return f"{standard} {summer} {day(match.groups()[2:6])} {day(match.groups()[6:10])}"


def footer_alone(footer):
    head = b"TZif2" + bytes(15) + struct.pack(">6l", 0, 0, 0, 0, 1, 4)
    body = struct.pack(">lBB", 0, 0, 0) + b"UTC\0"
    return ZoneInfo.from_file(io.BytesIO(head + body + head + body + b"\n" + footer + b"\n"))


def agrees(data, footer):
    real, ours = ZoneInfo.from_file(io.BytesIO(data)), footer_alone(footer)
    at, end = datetime(FROM_YEAR, 1, 1, tzinfo=timezone.utc), datetime(TO_YEAR, 1, 1, tzinfo=timezone.utc)
    while at < end:
        if at.astimezone(real).utcoffset() != at.astimezone(ours).utcoffset():
            return False
        at += timedelta(hours=6)
    return True


def names(folder):
    for path, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if name not in ("posix", "right")]
        for file in files:
            full = os.path.join(path, file)
            with open(full, "rb") as opened:
                data = opened.read()
            name = os.path.relpath(full, folder)
            if data.startswith(b"TZif") and name not in ("localtime", "posixrules"):
                yield name, data


def main():
    folder = sys.argv[1] if len(sys.argv) > 1 else "/usr/share/zoneinfo"
    with open(os.path.join(folder, "tzdata.zi"), encoding="ascii") as opened:
        version = opened.readline().split()[-1]
    zones, known = {}, {}
    for name, data in sorted(names(folder)):
        if data not in known:
            footer = data.rstrip(b"\n").rpartition(b"\n")[2]
            rule = our_rule(footer.decode("ascii"))
            known[data] = rule if rule and agrees(data, footer) else "?"
        zones.setdefault(known[data], []).append(name)
    print("# Time zones and the rule that each follows from now on. Source: IANA time zone database,")
    print("# public domain. Made by tools/zones.py; do not edit.")
    print(f"version\t{version}")
    for rule in sorted(zones):
        print(f"{rule}\t{' '.join(zones[rule])}")


main()
