#!/usr/bin/env python3
"""Makes core/util/roles.txt from a dump of IAM's predefined roles.

Usage: tools/roles.py DUMP.json > core/util/roles.txt

DUMP.json: {"source": {"data_set", "commit", "commit_date"}, "roles": {name: {"title", "stage",
"includedPermissions"}}}, each role as iam.roles.get answers it. Only permissions of the services in
SERVICES are kept; a question about any other service is answered by reading the role live.
"""
import json
import sys

SERVICES = """artifactregistry billing cloudbuild cloudscheduler iam iap logging orgpolicy
resourcemanager run serviceusage source storage""".split()


def grouped(permissions):
    """["run.services.get", "run.services.list"] -> "run.services:get,list" """
    groups = {}
    for permission in sorted(permissions):
        group, _, verb = permission.rpartition(".")
        groups.setdefault(group, []).append(verb)
    return " ".join(f"{group}:{','.join(verbs)}" for group, verbs in groups.items())


def main():
    dump = json.load(open(sys.argv[1], encoding="utf-8"))
    source = dump["source"]
    print(f"# Predefined roles of IAM and what they permit. Source: {source['data_set']},")
    print(f"# commit {source['commit']}. Made by tools/roles.py; do not edit.")
    print(f"date\t{source['commit_date']}")
    print(f"services\t{' '.join(SERVICES)}")
    for name, role in sorted(dump["roles"].items()):
        kept = [p for p in role.get("includedPermissions", []) if p.split(".")[0] in SERVICES]
        print(f"{name}\t{role['title']}\t{role.get('stage', '')}\t{grouped(kept)}")


main()
