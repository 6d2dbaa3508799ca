/*
 * The evaluator of conditions. Sources in the rows:
 * cel   CEL language definition (github.com/google/cel-spec, doc/langdef.md)
 * attr  IAM, "Attribute reference for IAM Conditions" (cloud.google.com/iam/docs/conditions-attribute-reference)
 * res   IAM, "Resource attributes for IAM Conditions" (.../conditions-resource-attributes)
 * over  IAM, "Overview of IAM Conditions" (.../conditions-overview)
 * temp  IAM, "Configure temporary access" (.../configuring-temporary-access)
 * rba   IAM, "Configure resource-based access" (.../configuring-resource-based-access)
 * tags  IAM, "Tags and conditional access" (.../tags-access-control)
 * re2   RE2 syntax (github.com/google/re2/wiki/Syntax)
 * tz    IANA time zone database
 * ours  what is beyond those is never true
 */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "core/policy/condition.h"
#include "tests/support/unit.h"

// Wednesday, 2026-11-25T04:05:06Z
enum { NOW = 1795579506 };

enum facts {
    OBJECT, // an object in a bucket
    BELOW,  // some object of a bucket
    NOTHING // only the time
};

static struct rr_condition_facts facts_of(enum facts which)
{
    struct rr_condition_facts facts = {.now_s = NOW};
    if (which == NOTHING)
        return facts;
    facts.resource_type = "storage.googleapis.com/Object";
    facts.resource_service = "storage.googleapis.com";
    facts.resource_name = "projects/_/buckets/acme-orders-aaa/objects/"
                          "data_lake/orders/order_date=2026-11-03/aef87g87ae0876";
    if (which == BELOW) {
        facts.resource_name = "projects/_/buckets/acme-orders-aaa/objects/";
        facts.is_name_a_prefix = true;
    }
    return facts;
}

static struct rr_condition_result
eval(const char *expression, const struct rr_condition_facts *facts, struct rr_arena *arena)
{
    struct rr_condition condition = {"title", "", expression};
    return rr_condition_eval(&condition, facts, arena);
}

struct row {
    const char *expression;
    enum rr_condition_kind kind;
    const char *about; // UNKNOWN, UNREADABLE: exactly; ERROR: a part
    enum facts facts;
    const char *source;
};

#define YES     RR_CONDITION_HOLDS, ""
#define NO      RR_CONDITION_DOES_NOT, ""
#define UNKNOWN RR_CONDITION_UNKNOWN
#define ERROR   RR_CONDITION_ERROR
#define UNREAD  RR_CONDITION_UNREADABLE
#define TYPES   RR_CONDITION_ERROR, "wrong type"

static void check_row(const struct row *row)
{
    struct rr_arena arena = {0};
    struct rr_condition_facts facts = facts_of(row->facts);
    struct rr_condition_result result = eval(row->expression, &facts, &arena);
    bool is_exact = row->kind != ERROR;
    bool fits =
        is_exact ? strcmp(result.about, row->about) == 0 : strstr(result.about, row->about) != NULL;
    if (result.kind != row->kind || !fits)
        fail_msg("%s (%s): %s, \"%s\"; expected %s, \"%s\"", row->expression, row->source,
                 rr_condition_word(result.kind), result.about, rr_condition_word(row->kind),
                 row->about);
    rr_arena_free(&arena);
}

static void check_rows(const struct row *rows, size_t n)
{
    for (size_t i = 0; i < n; i++)
        check_row(&rows[i]);
}

#define CHECK(rows) check_rows(rows, sizeof(rows) / sizeof *(rows))

static void compares_the_time_with_timestamps(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"request.time < timestamp('2027-06-01T00:00:00Z')", YES, OBJECT, "temp"},
        {"request.time < timestamp('2020-07-01T00:00:00.000Z')", NO, OBJECT, "temp"},
        {"request.time > timestamp('2026-01-01T00:00:00Z') && "
         "request.time < timestamp('2026-12-31T23:59:59Z')",
         YES, NOTHING, "temp"},
        {"request.time >= timestamp(\"2026-11-25T04:05:06Z\")", YES, NOTHING, "attr"},
        {"request.time > timestamp(\"2026-11-25T04:05:06Z\")", NO, NOTHING, "attr"},
        {"request.time == timestamp(\"2026-11-25T04:05:06Z\")", YES, NOTHING, "attr"},
        {"request.time != timestamp(\"2026-11-25T04:05:06Z\")", NO, NOTHING, "attr"},
        {"request.time <= timestamp(\"2026-11-25T13:05:06+09:00\")", YES, NOTHING, "cel"},
        {"request.time < timestamp(\"2026-11-25T13:05:06+09:00\")", NO, NOTHING, "cel"},
        {"request.time < timestamp(\"2026-11-25T04:05:06.5Z\")", YES, NOTHING, "cel"},
        {"timestamp(\"2026-12-01T00:00:00Z\") > request.time", YES, NOTHING, "attr"},
        {"request.time < timestamp(timestamp(\"2027-01-01T00:00:00Z\"))", YES, NOTHING, "cel"},
        {"request.time < timestamp(\"2026-02-29T00:00:00Z\")", ERROR, "2026-02-29", NOTHING, "cel"},
        {"request.time < timestamp(\"2027-13-01T00:00:00Z\")", ERROR, "no time", NOTHING, "cel"},
        {"request.time < timestamp(\"2027-01-01\")", ERROR, "no time", NOTHING, "cel"},
        {"request.time < timestamp(\"2027-01-01T00:00:00\")", ERROR, "no time", NOTHING, "cel"},
        {"request.time < timestamp(\"2027-01-01T24:00:00Z\")", ERROR, "no time", NOTHING, "cel"},
        {"request.time < timestamp(\"0000-01-01T00:00:00Z\")", ERROR, "no time", NOTHING, "cel"},
        {"request.time < timestamp(\"2027-01-01T00:00:00.Z\")", ERROR, "no time", NOTHING, "cel"},
        {"request.time < \"2027-01-01T00:00:00Z\"", TYPES, NOTHING, "cel"},
        {"timestamp('2024-02-29T00:00:00Z') < request.time", YES, NOTHING, "cel"},
    };
    CHECK(rows);
}

static void adds_durations(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"request.time < timestamp('2026-11-24T00:00:00Z') + duration('48h')", YES, NOTHING, "cel"},
        {"request.time < timestamp('2026-11-24T00:00:00Z') + duration('24h')", NO, NOTHING, "cel"},
        {"request.time - duration('1h') < timestamp('2026-11-25T03:10:00Z')", YES, NOTHING, "cel"},
        {"request.time - timestamp('2026-11-25T04:00:00Z') == duration('5m6s')", YES, NOTHING,
         "cel"},
        {"request.time - timestamp('2026-11-25T04:00:00Z') < duration('300s')", NO, NOTHING, "cel"},
        {"duration('1h') == duration('60m')", YES, NOTHING, "cel"},
        {"duration('2h') + duration('1h1m') >= duration('3h')", YES, NOTHING, "cel"},
        {"duration('1m') - duration('1s') == duration('59s')", YES, NOTHING, "cel"},
        {"duration('-1.5h') == duration('-90m')", YES, NOTHING, "cel"},
        {"duration('1.5s') == duration('1500ms')", YES, NOTHING, "cel"},
        {"duration('1500000us') == duration('1500000000ns')", YES, NOTHING, "cel"},
        {"duration('0') == duration('0s')", YES, NOTHING, "cel"},
        {"duration('1d') > duration('1h')", ERROR, "no duration", NOTHING, "cel"},
        {"duration('') > duration('1h')", ERROR, "no duration", NOTHING, "cel"},
        {"duration('1') > duration('1h')", ERROR, "no duration", NOTHING, "cel"},
        {"duration('999999999999999h') > duration('1h')", ERROR, "no duration", NOTHING, "cel"},
        {"duration('1h').getMinutes() == 60", YES, NOTHING, "cel"},
        {"duration('1m30s').getSeconds() == 90 && duration('3h').getHours() == 3", YES, NOTHING,
         "cel"},
        {"duration('1.234s').getMilliseconds() == 234", YES, NOTHING, "cel"},
        {"duration('1h').getFullYear() == 0", TYPES, NOTHING, "cel"},
        {"timestamp('9999-12-31T23:59:59Z') + duration('1s') > request.time", ERROR, "1 to 9999",
         NOTHING, "cel"},
        {"request.time + request.time > request.time", TYPES, NOTHING, "cel"},
    };
    CHECK(rows);
}

static void takes_times_apart(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"request.time.getFullYear() == 2026", YES, NOTHING, "attr"},
        {"request.time.getMonth() == 10", YES, NOTHING, "attr"},
        {"request.time.getDate() == 25", YES, NOTHING, "attr"},
        {"request.time.getDayOfMonth() == 24", YES, NOTHING, "attr"},
        {"request.time.getDayOfWeek() == 3", YES, NOTHING, "attr"},
        {"request.time.getDayOfYear() == 328", YES, NOTHING, "attr"},
        {"request.time.getHours() == 4", YES, NOTHING, "attr"},
        {"request.time.getMinutes() == 5", YES, NOTHING, "attr"},
        {"request.time.getSeconds() == 6", YES, NOTHING, "attr"},
        {"request.time.getMilliseconds() == 0", YES, NOTHING, "cel"},
        {"timestamp('2023-12-25T12:00:00.500Z').getMilliseconds() == 500", YES, NOTHING, "cel"},
        {"timestamp('2023-12-31T00:00:00Z').getDayOfWeek() == 0", YES, NOTHING, "cel"},
        {"timestamp('2024-12-31T00:00:00Z').getDayOfYear() == 365", YES, NOTHING, "cel"},
        {"timestamp('1969-12-31T23:59:59Z').getSeconds() == 59", YES, NOTHING, "cel"},
        {"request.time.getHours(\"Europe/Berlin\") == 5", YES, NOTHING, "attr"},
        {"(request.time - duration('3000h')).getHours('Europe/Berlin') == 6", YES, NOTHING, "tz"},
        {"request.time.getHours(\"Asia/Tokyo\") == 13", YES, NOTHING, "tz"},
        {"request.time.getHours(\"+09:00\") == 13", YES, NOTHING, "cel"},
        {"request.time.getMinutes(\"Asia/Kolkata\") == 35", YES, NOTHING, "tz"},
        {"request.time.getMinutes('-03:30') == 35", YES, NOTHING, "cel"},
        {"request.time.getDayOfWeek('America/Los_Angeles') == 2", YES, NOTHING, "attr"},
        {"request.time.getDate('America/Los_Angeles') == 24", YES, NOTHING, "attr"},
        {"request.time.getHours('UTC') == 4 && request.time.getHours('CET') == 5", YES, NOTHING,
         "cel"},
        {"request.time.getHours('US/Central') == 22", YES, NOTHING, "cel"},
        // Summer in the south: Sydney is at +11 in November.
        {"request.time.getHours('Australia/Sydney') == 15", YES, NOTHING, "tz"},
        // Ireland's standard time is that of its summer.
        {"request.time.getHours('Europe/Dublin') == 4", YES, NOTHING, "tz"},
        {"request.time.getHours('Europe/Atlantis') == 4", ERROR, "Europe/Atlantis", NOTHING, "cel"},
        {"request.time.getHours('') == 4", ERROR, "no time zone", NOTHING, "cel"},
        {"request.time.getHours('europe/berlin') == 5", ERROR, "no time zone", NOTHING, "cel"},
        {"request.time.getHours('+25:00') == 4", ERROR, "no time zone", NOTHING, "cel"},
        {"request.time.getHours('+9:00') == 4", ERROR, "no time zone", NOTHING, "cel"},
        {"request.time.getHours('Africa/Casablanca') == 4", UNREAD,
         "request.time.getHours('Africa/Casablanca')", NOTHING, "tz"},
        {"timestamp('1980-06-01T00:00:00Z').getHours('Europe/Berlin') == 2", UNREAD,
         "timestamp('1980-06-01T00:00:00Z').getHours('Europe/Berlin')", NOTHING, "tz"},
        {"request.time.getHours(9) == 4", TYPES, NOTHING, "cel"},
        {"request.time.getHours('Europe/Berlin') >= 9 && request.time.getHours('Europe/Berlin') <= "
         "17",
         NO, NOTHING, "attr"},
        {"request.time.getDayOfWeek('Europe/Berlin') >= 1 && "
         "request.time.getDayOfWeek('Europe/Berlin') <= 5",
         YES, NOTHING, "attr"},
        {"'x'.getHours() == 4", TYPES, NOTHING, "cel"},
    };
    CHECK(rows);
}

static void knows_the_resource_it_is_told(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"resource.type == 'storage.googleapis.com/Object'", YES, OBJECT, "res"},
        {"resource.type == 'storage.googleapis.com/Bucket'", NO, OBJECT, "res"},
        {"resource.service == \"storage.googleapis.com\"", YES, OBJECT, "res"},
        {"resource.service != 'compute.googleapis.com'", YES, OBJECT, "attr"},
        {"resource.name.startsWith('projects/_/buckets/acme-orders-aaa')", YES, OBJECT, "rba"},
        {"resource.name.startsWith('projects/_/buckets/example')", NO, OBJECT, "rba"},
        {"resource.name.endsWith('ae0876')", YES, OBJECT, "attr"},
        {"resource.name.endsWith('.jpg')", NO, OBJECT, "attr"},
        {"resource.name.contains('/orders/')", YES, OBJECT, "cel"},
        {"(resource.type == 'compute.googleapis.com/Disk' || "
         "resource.type == 'storage.googleapis.com/Object') && "
         "resource.name.startsWith('projects/_/')",
         YES, OBJECT, "rba"},
        {"resource.type != \"compute.googleapis.com/Disk\" || "
         "resource.name.startsWith(\"projects/project-123/zones/us-east1-b/\")",
         YES, OBJECT, "rba"},
        {"resource.type in ['storage.googleapis.com/Bucket', 'storage.googleapis.com/Object']", YES,
         OBJECT, "cel"},
        {"resource.type in ['storage.googleapis.com/Bucket']", NO, OBJECT, "cel"},
        {"resource.type == 'x'", UNKNOWN, "resource.type", NOTHING, "ours"},
        {"resource.name.startsWith('a') || resource.service == 'b'", UNKNOWN,
         "resource.name, resource.service", NOTHING, "ours"},
        {"resource.name == 'x' && request.time < timestamp('2020-01-01T00:00:00Z')", NO, NOTHING,
         "cel"},
        {"resource.name == 'x' || request.time > timestamp('2020-01-01T00:00:00Z')", YES, NOTHING,
         "cel"},
        {"resource.name == 5", TYPES, OBJECT, "cel"},
    };
    CHECK(rows);
}

static void judges_by_how_a_name_begins(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"resource.name.startsWith('projects/_/buckets/acme-orders-aaa')", YES, BELOW, "rba"},
        {"resource.name.startsWith('projects/_/buckets/other/')", NO, BELOW, "rba"},
        {"resource.name.startsWith('projects/_/buckets/acme-orders-aaa/objects/data')", UNKNOWN,
         "resource.name.startsWith('projects/_/buckets/acme-orders-aaa/objects/data')", BELOW,
         "rba"},
        {"resource.name == 'projects/_/buckets/acme-orders-aaa'", NO, BELOW, "ours"},
        {"resource.name == 'projects/_/buckets/acme-orders-aaa/objects/x'", UNKNOWN,
         "resource.name == 'projects/_/buckets/acme-orders-aaa/objects/x'", BELOW, "ours"},
        {"resource.name != 'projects/_/buckets/b/objects/x'", YES, BELOW, "ours"},
        {"resource.name in ['projects/_/buckets/b', 'projects/_/buckets/c']", NO, BELOW, "ours"},
        {"resource.name.endsWith('x')", UNKNOWN, "resource.name.endsWith('x')", BELOW, "ours"},
        {"resource.name.contains('acme')", YES, BELOW, "ours"},
        {"resource.name.contains('zzz')", UNKNOWN, "resource.name.contains('zzz')", BELOW, "ours"},
        {"resource.name.matches('^projects')", UNKNOWN, "resource.name.matches('^projects')", BELOW,
         "ours"},
        {"resource.name.extract('buckets/{b}/') == 'x'", UNKNOWN,
         "resource.name.extract('buckets/{b}/')", BELOW, "ours"},
        {"resource.name.size() > 3", UNKNOWN, "resource.name.size()", BELOW, "ours"},
        {"resource.name > 'a'", UNKNOWN, "resource.name > 'a'", BELOW, "ours"},
        {"('x' + resource.name).startsWith('xprojects/')", YES, BELOW, "ours"},
        {"(resource.name + 'x').startsWith('projects/')", YES, BELOW, "ours"},
    };
    CHECK(rows);
}

static void extracts_parts_of_names(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"resource.name.extract('/order_date={date}/') == '2026-11-03'", YES, OBJECT, "attr"},
        {"resource.name.extract('buckets/{name}/') == 'acme-orders-aaa'", YES, OBJECT, "attr"},
        {"resource.name.extract('/orders/{empty}order_date') == ''", YES, OBJECT, "attr"},
        {"resource.name.extract('{start}/objects/data_lake') == "
         "'projects/_/buckets/acme-orders-aaa'",
         YES, OBJECT, "attr"},
        {"resource.name.extract('orders/{end}') == 'order_date=2026-11-03/aef87g87ae0876'", YES,
         OBJECT, "attr"},
        {"resource.name.extract('{all}') == resource.name", YES, OBJECT, "attr"},
        {"resource.name.extract('/orders/{none}/order_date=') == ''", YES, OBJECT, "attr"},
        {"resource.name.extract('/orders/order_date=2026-11-03/{id}/data_lake') == ''", YES, OBJECT,
         "attr"},
        {"resource.name.extract('order_date={d}/').startsWith('2026-11-')", YES, OBJECT, "attr"},
        {"resource.name.extract('no braces') == ''", ERROR, "braces", OBJECT, "attr"},
        {"resource.name.extract('{a}/{b}') == ''", ERROR, "braces", OBJECT, "attr"},
        {"resource.name.extract('}{') == ''", ERROR, "braces", OBJECT, "attr"},
        {"resource.name.extract(5) == ''", TYPES, OBJECT, "attr"},
        {"resource.name.extract('projects/{p}/') == 'x'", UNKNOWN, "resource.name", NOTHING,
         "attr"},
    };
    CHECK(rows);
}

static void names_what_it_cannot_know(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"resource.matchTag('123456789012/env', 'prod')", UNKNOWN,
         "resource.matchTag('123456789012/env', 'prod')", OBJECT, "tags"},
        {"resource.matchTagId('tagKeys/123', 'tagValues/456')", UNKNOWN,
         "resource.matchTagId('tagKeys/123', 'tagValues/456')", OBJECT, "tags"},
        {"resource.hasTagKey('123456789012/env')", UNKNOWN,
         "resource.hasTagKey('123456789012/env')", OBJECT, "tags"},
        {"resource.hasTagKeyId('tagKeys/123')", UNKNOWN, "resource.hasTagKeyId('tagKeys/123')",
         OBJECT, "tags"},
        {"!resource.matchTag('1/env', 'prod')", UNKNOWN, "resource.matchTag('1/env', 'prod')",
         OBJECT, "tags"},
        {"resource.matchTag('1/env', 'prod') && resource.type == 'x'", NO, OBJECT, "cel"},
        {"resource.matchTag('1/env', 'prod') || resource.type != 'x'", YES, OBJECT, "cel"},
        {"resource.type != 'x' && resource.matchTag('1/env', 'prod')", UNKNOWN,
         "resource.matchTag('1/env', 'prod')", OBJECT, "cel"},
        {"'accessPolicies/1/accessLevels/onNet' in request.auth.access_levels", UNKNOWN,
         "request.auth.access_levels", OBJECT, "attr"},
        {"request.auth.claims.email == 'x'", UNKNOWN, "request.auth.claims.email", OBJECT, "attr"},
        {"request.auth.claims['email'].startsWith('x')", UNKNOWN, "request.auth.claims", OBJECT,
         "cel"},
        {"destination.ip == '10.0.0.1' && destination.port == 22", UNKNOWN,
         "destination.ip, destination.port", OBJECT, "attr"},
        {"request.host == 'hr.example.com'", UNKNOWN, "request.host", OBJECT, "attr"},
        {"request.path.startsWith('/admin')", UNKNOWN, "request.path", OBJECT, "attr"},
        {"inIpRange(origin.ip, ['10.0.0.0/8'])", UNKNOWN, "origin.ip", OBJECT, "attr"},
        {"api.getAttribute('iam.googleapis.com/modifiedGrantsByRole', [])"
         ".hasOnly(['roles/pubsub.editor'])",
         UNKNOWN, "api.getAttribute('iam.googleapis.com/modifiedGrantsByRole', [])", OBJECT,
         "attr"},
        {"api.getAttribute('storage.googleapis.com/objectListPrefix', '').startsWith('a/')",
         UNKNOWN, "api.getAttribute('storage.googleapis.com/objectListPrefix', '')", OBJECT,
         "attr"},
        {"compute.matchLoadBalancingSchemes(['INTERNAL'])", UNKNOWN,
         "compute.matchLoadBalancingSchemes(['INTERNAL'])", OBJECT, "attr"},
        {"principal.type == 'iam.googleapis.com/ServiceAccount'", UNKNOWN, "principal.type", OBJECT,
         "attr"},
        {"request.host == 'a' || request.host == 'b'", UNKNOWN, "request.host", OBJECT, "ours"},
        {"request.auth.access_levels.exists(x, x == 'a')", UNKNOWN, "request.auth.access_levels",
         OBJECT, "cel"},
        {"size(request.auth.access_levels) > 0", UNKNOWN, "request.auth.access_levels", OBJECT,
         "cel"},
        {"request.host in ['a'] ? true : true", YES, OBJECT, "ours"},
        {"request.host in ['a'] ? true : false", UNKNOWN, "request.host", OBJECT, "ours"},
        {"request.host == 'a' && 1 / 0 == 1", UNKNOWN, "request.host", OBJECT, "cel"},
    };
    CHECK(rows);
}

static void follows_the_logic_of_the_language(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"true", YES, NOTHING, "cel"},
        {"false", NO, NOTHING, "cel"},
        {"!false && !!true", YES, NOTHING, "cel"},
        {"false && 1 / 0 == 1", NO, NOTHING, "cel"},
        {"1 / 0 == 1 && false", NO, NOTHING, "cel"},
        {"true || 1 / 0 == 1", YES, NOTHING, "cel"},
        {"1 / 0 == 1 || true", YES, NOTHING, "cel"},
        {"1 / 0 == 1 || false", ERROR, "zero", NOTHING, "cel"},
        {"true && 1 / 0 == 1", ERROR, "zero", NOTHING, "cel"},
        {"!(1 / 0 == 1)", ERROR, "zero", NOTHING, "cel"},
        {"1 % 0 == 1", ERROR, "zero", NOTHING, "cel"},
        {"true || false && false", YES, NOTHING, "cel"},
        {"(true || false) && false", NO, NOTHING, "cel"},
        {"1 + 2 * 3 == 7", YES, NOTHING, "cel"},
        {"(1 + 2) * 3 == 9 && 7 / 2 == 3 && 7 % 2 == 1", YES, NOTHING, "cel"},
        {"10 - 3 - 2 == 5", YES, NOTHING, "cel"},
        {"-5 < -4 && -(-5) == 5 && --5 == 5", YES, NOTHING, "cel"},
        {"0x1F == 31", YES, NOTHING, "cel"},
        {"9223372036854775807 + 1 == 0", ERROR, "too large", NOTHING, "cel"},
        {"9223372036854775807 * 2 == 0", ERROR, "too large", NOTHING, "cel"},
        {"true ? false : true", NO, NOTHING, "cel"},
        {"false ? 1 / 0 == 1 : true", YES, NOTHING, "cel"},
        {"false ? false : false ? false : true", YES, NOTHING, "cel"},
        {"1 ? true : false", TYPES, NOTHING, "cel"},
        {"1 && true", TYPES, NOTHING, "cel"},
        {"!1", TYPES, NOTHING, "cel"},
        {"1 < 'a'", TYPES, NOTHING, "cel"},
        {"false < true", YES, NOTHING, "cel"},
        {"null == null", YES, NOTHING, "cel"},
        {"'abc'", ERROR, "something else than true or false", NOTHING, "over"},
        {"[1, 2] == [1, 2] && [1] != [2] && [1] != [1, 2]", YES, NOTHING, "cel"},
        {"2 in [1, 2, 3,]", YES, NOTHING, "cel"},
        {"'a' in []", NO, NOTHING, "cel"},
        {"'a' in 'abc'", TYPES, NOTHING, "cel"},
        {"[1, 2] + [3] == [1, 2, 3]", YES, NOTHING, "cel"},
        {"[4, 5][1] == 5", YES, NOTHING, "cel"},
        {"[4, 5][2] == 5", ERROR, "no such place", NOTHING, "cel"},
        {"['a', 'b'].hasOnly(['b', 'a', 'c'])", YES, NOTHING, "attr"},
        {"['a', 'd'].hasOnly(['b', 'a', 'c'])", NO, NOTHING, "attr"},
        {"[].hasOnly(['b'])", YES, NOTHING, "attr"},
        {"size([1, 2]) == 2 && [].size() == 0", YES, NOTHING, "cel"},
        {"true // a remark\n && true", YES, NOTHING, "cel"},
        {" \t\r\n true\f", YES, NOTHING, "cel"},
        {"", YES, NOTHING, "over"},
    };
    CHECK(rows);
}

static void reads_texts(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"\"a\" == 'a'", YES, NOTHING, "cel"},
        {"'a' + 'b' == 'ab'", YES, NOTHING, "cel"},
        {"'''x''x''' == \"x''x\"", YES, NOTHING, "cel"},
        {"\"\"\"a\nb\"\"\" == 'a\\nb'", YES, NOTHING, "cel"},
        {"r'\\d' == '\\\\d' && R\"\\\\\" == '\\\\\\\\'", YES, NOTHING, "cel"},
        {"'\\x41\\101\\u0041\\U00000041' == 'AAAA'", YES, NOTHING, "cel"},
        {"'\\303\\277' == '\u00c3\u00bf'", YES, NOTHING, "cel"},
        {"'\\a\\b\\f\\n\\r\\t\\v\\?\\`\\'\\\"'.size() == 11", YES, NOTHING, "cel"},
        {"size('\u65e5\u672c') == 2", YES, NOTHING, "cel"},
        {"'' == \"\" && ''.size() == 0", YES, NOTHING, "cel"},
        {"'b' > 'abc' && 'B' < 'a'", YES, NOTHING, "cel"},
        {"string('a') == 'a' && int(4) == 4", YES, NOTHING, "cel"},
        {"'a\nb' == 'x'", UNREAD, "a text has no end", NOTHING, "cel"},
        {"'a", UNREAD, "a text has no end", NOTHING, "cel"},
        {"'''a'", UNREAD, "a text has no end", NOTHING, "cel"},
        {"'\\s' == 'x'", UNREAD, "a text holds an escape that is none", NOTHING, "cel"},
        {"'\\ud83d' == 'x'", UNREAD, "a text holds an escape that is none", NOTHING, "cel"},
        {"'\\x4' == 'x'", UNREAD, "a text holds an escape that is none", NOTHING, "cel"},
        {"'\\477' == 'x'", UNREAD, "a text holds an escape that is none", NOTHING, "cel"},
        {"'a\\000b' == 'a'", UNREAD, "a text holds an escape that is none", NOTHING, "ours"},
    };
    CHECK(rows);
}

static void matches_the_patterns_it_is_sure_of(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"resource.name.matches('^projects/_/buckets/acme-[a-z]+-a{3}/')", YES, OBJECT, "re2"},
        {"resource.name.matches('orders')", YES, OBJECT, "re2"},
        {"resource.name.matches('^orders')", NO, OBJECT, "re2"},
        {"matches('abc', 'b')", YES, NOTHING, "cel"},
        {"'2026-11'.matches(r'^\\d{4}-\\d+$')", YES, NOTHING, "re2"},
        {"'a.b'.matches(r'^a\\.b$') && !'axb'.matches(r'^a\\.b$')", YES, NOTHING, "re2"},
        {"'foo-dev'.matches('-(dev|test)$')", YES, NOTHING, "re2"},
        {"'foo-prod'.matches('-(?:dev|test)$')", NO, NOTHING, "re2"},
        {"'B'.matches('[a-z]')", NO, NOTHING, "re2"},
        {"'x]'.matches('^x[]^-]$') && 'x-'.matches('^x[]^-]$')", YES, NOTHING, "re2"},
        {"'x]'.matches(r'^x[\\]^-]$')", YES, NOTHING, "re2"},
        {"'a_1'.matches(r'^\\w+$') && 'a-1'.matches(r'^[\\w-]+$')", YES, NOTHING, "re2"},
        {"'b'.matches('[^a]') && !'a'.matches('[^a]')", YES, NOTHING, "re2"},
        {"''.matches('^$')", YES, NOTHING, "re2"},
        {"'a'.matches('a**')", UNREAD, "'a'.matches('a**')", NOTHING, "re2"},
        {"'a'.matches('a*?')", UNREAD, "'a'.matches('a*?')", NOTHING, "re2"},
        {"'a'.matches(r'\\bA')", UNREAD, "'a'.matches(r'\\bA')", NOTHING, "re2"},
        {"'a'.matches('(?i)A')", UNREAD, "'a'.matches('(?i)A')", NOTHING, "re2"},
        {"'a'.matches('[[:alpha:]]')", UNREAD, "'a'.matches('[[:alpha:]]')", NOTHING, "re2"},
        {"'a'.matches('(a')", UNREAD, "'a'.matches('(a')", NOTHING, "re2"},
        {"'a'.matches('a|')", UNREAD, "'a'.matches('a|')", NOTHING, "re2"},
        {"'a'.matches('a{1000}')", UNREAD, "'a'.matches('a{1000}')", NOTHING, "ours"},
        {"'a'.matches('((((a{20}){20}){20}){20}){20}')", UNREAD,
         "'a'.matches('((((a{20}){20}){20}){20}){20}')", NOTHING, "ours"},
        {"'\u00e4'.matches('.')", UNREAD, "'\u00e4'.matches('.')", NOTHING, "ours"},
        {"1.matches('a')", TYPES, NOTHING, "cel"},
    };
    CHECK(rows);
}

static void never_takes_what_it_cannot_read_for_true(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"true &&", UNREAD, "it ends too early", NOTHING, "ours"},
        {"&& true", UNREAD, "something is missing beside an operator", NOTHING, "ours"},
        {"(true", UNREAD, "\")\" is missing", NOTHING, "ours"},
        {"true)", UNREAD, "there is something behind its end", NOTHING, "ours"},
        {"true true", UNREAD, "there is something behind its end", NOTHING, "ours"},
        {"true & true", UNREAD, "there is a sign that the language does not have", NOTHING, "ours"},
        {"request.time = 5", UNREAD, "there is a sign that the language does not have", NOTHING,
         "ours"},
        {" ", UNREAD, "it ends too early", NOTHING, "ours"},
        {"true; drop", UNREAD, "there is a sign that the language does not have", NOTHING, "ours"},
        {"5x == 5", UNREAD, "a number is not written as numbers are", NOTHING, "ours"},
        {"0x == 5", UNREAD, "a number is not written as numbers are", NOTHING, "ours"},
        {"99999999999999999999 > 1", UNREAD, "a number is too large", NOTHING, "ours"},
        {"while == 1", UNREAD, "a reserved word stands where a name should", NOTHING, "cel"},
        {"request. == 1", UNREAD, "a name is missing behind a dot", NOTHING, "ours"},
        {"true ? false", UNREAD, "\":\" is missing", NOTHING, "ours"},
        {"1.5 > 1.0", UNREAD, "1.5, 1.0", NOTHING, "ours"},
        {"1e3 > 1e-3", UNREAD, "1e3, 1e-3", NOTHING, "ours"},
        {"5u > 4u", UNREAD, "5u, 4u", NOTHING, "ours"},
        {"b'a' == b'a'", UNREAD, "b'a'", NOTHING, "ours"},
        {"{'a': 1} == {'a': 1}", UNREAD, "{'a': 1}", NOTHING, "ours"},
        {"somebody.else == 1", UNREAD, "somebody.else", NOTHING, "ours"},
        {"conjure('x')", UNREAD, "conjure('x')", NOTHING, "ours"},
        {"'x'.conjure()", UNREAD, "'x'.conjure()", NOTHING, "ours"},
        {"false && conjure('x')", NO, NOTHING, "cel"},
        {"[1, 2].exists(x, x == 1)", UNREAD, "[1, 2].exists(x, x == 1)", NOTHING, "ours"},
        {"request.time < date('2027-01-01')", UNREAD, "date('2027-01-01')", NOTHING, "ours"},
        {"request.time < timestamp(1795579506)", UNREAD, "timestamp(1795579506)", NOTHING, "ours"},
        // One of two things that are not decided is not even understood: that is what is said.
        {"conjure('x') || request.host == 'a'", UNREAD, "conjure('x'), request.host", NOTHING,
         "ours"},
    };
    CHECK(rows);
}

/* ---- change ---- */

struct change {
    const char *expression;
    const char *at; // "" = never
    enum rr_condition_kind kind;
    enum rr_condition_kind becomes;
    bool varies;
};

static int64_t seconds_of(const char *text)
{
    struct rr_arena arena = {0};
    struct rr_condition_facts facts = {0};
    int64_t low = 0;
    int64_t high = INT64_C(4102444800);
    const char *expression = rr_arena_printf(&arena, "request.time >= timestamp('%s')", text);
    while (low < high) {
        facts.now_s = low + (high - low) / 2;
        if (eval(expression, &facts, &arena).kind == RR_CONDITION_HOLDS)
            high = facts.now_s;
        else
            low = facts.now_s + 1;
    }
    rr_arena_free(&arena);
    return low;
}

static void check_change(const struct change *change)
{
    struct rr_arena arena = {0};
    struct rr_condition_facts facts = facts_of(NOTHING);
    struct rr_condition_result result = eval(change->expression, &facts, &arena);
    int64_t at_s = *change->at == '\0' ? 0 : seconds_of(change->at);
    if (result.changes_at_s != at_s || result.kind != change->kind ||
        result.becomes != change->becomes || result.varies != change->varies)
        fail_msg("%s: at %lld, not %lld; %s, becomes %s, varies %d", change->expression,
                 (long long)result.changes_at_s, (long long)at_s, rr_condition_word(result.kind),
                 rr_condition_word(result.becomes), result.varies);
    rr_arena_free(&arena);
}

static void says_when_it_changes(void **state)
{
    (void)state;
    const enum rr_condition_kind holds = RR_CONDITION_HOLDS;
    const enum rr_condition_kind not = RR_CONDITION_DOES_NOT;
    const enum rr_condition_kind unknown = RR_CONDITION_UNKNOWN;
    const struct change changes[] = {
        {"request.time < timestamp('2027-06-01T00:00:00Z')", "2027-06-01T00:00:00Z", holds, not,
         false},
        {"request.time <= timestamp('2027-06-01T00:00:00Z')", "2027-06-01T00:00:01Z", holds, not,
         false},
        {"timestamp('2027-06-01T00:00:00Z') > request.time", "2027-06-01T00:00:00Z", holds, not,
         false},
        {"request.time < timestamp('2027-06-01T00:00:00.5Z')", "2027-06-01T00:00:01Z", holds, not,
         false},
        {"request.time >= timestamp('2026-12-01T00:00:00Z')", "2026-12-01T00:00:00Z", not, holds,
         false},
        {"request.time > timestamp('2026-12-01T00:00:00Z')", "2026-12-01T00:00:01Z", not, holds,
         false},
        {"request.time >= timestamp('2026-12-01T00:00:00Z') && "
         "request.time < timestamp('2026-12-02T00:00:00Z')",
         "2026-12-01T00:00:00Z", not, holds, false},
        {"request.time < timestamp('2027-06-01T00:00:00Z') || "
         "request.time < timestamp('2028-06-01T00:00:00Z')",
         "2028-06-01T00:00:00Z", holds, not, false},
        {"request.time < timestamp('2020-06-01T00:00:00Z')", "", not, not, false},
        {"request.time > timestamp('2020-06-01T00:00:00Z')", "", holds, holds, false},
        {"request.time == timestamp('2027-06-01T00:00:00Z')", "2027-06-01T00:00:00Z", not, holds,
         false},
        {"request.time in [timestamp('2027-06-01T00:00:00Z')]", "2027-06-01T00:00:00Z", not, holds,
         false},
        {"request.time < timestamp('2027-06-01T00:00:00Z') + duration('1h')",
         "2027-06-01T01:00:00Z", holds, not, false},
        {"request.time - duration('1h') < timestamp('2027-06-01T00:00:00Z')",
         "2027-06-01T01:00:00Z", holds, not, false},
        {"request.time - timestamp('2026-11-25T00:00:00Z') < duration('24h')",
         "2026-11-26T00:00:00Z", holds, not, false},
        {"timestamp('2026-11-26T00:00:00Z') - request.time > duration('0')", "2026-11-26T00:00:00Z",
         holds, not, false},
        {"resource.matchTag('1/a', 'b') && request.time < timestamp('2027-06-01T00:00:00Z')",
         "2027-06-01T00:00:00Z", unknown, not, false},
        {"resource.matchTag('1/a', 'b')", "", unknown, unknown, false},
        {"request.time.getFullYear() < 2027", "2027-01-01T00:00:00Z", holds, not, true},
        {"request.time.getFullYear('Asia/Tokyo') < 2027", "2026-12-31T15:00:00Z", holds, not, true},
        {"request.time.getMonth() == 11", "2026-12-01T00:00:00Z", not, holds, true},
        {"request.time.getHours('Europe/Berlin') >= 9", "2026-11-25T08:00:00Z", not, holds, true},
        {"request.time.getHours() < 5", "2026-11-25T05:00:00Z", holds, not, true},
        {"request.time.getMinutes() < 30", "2026-11-25T04:30:00Z", holds, not, true},
        {"request.time.getSeconds() < 30", "2026-11-25T04:05:30Z", holds, not, true},
        {"request.time.getDayOfWeek() >= 1 && request.time.getDayOfWeek() <= 5",
         "2026-11-28T00:00:00Z", holds, not, true},
        {"request.time.getDayOfWeek('+09:00') == 6", "2026-11-27T15:00:00Z", not, holds, true},
        {"(request.time + duration('1h')).getHours() < 6", "2026-11-25T05:00:00Z", holds, not,
         true},
        {"(request.time - timestamp('2026-11-25T00:30:00Z')).getHours() < 4",
         "2026-11-25T04:30:00Z", holds, not, true},
        // From the Friday evening to the Monday morning
        {"request.time.getHours() < 4 && request.time.getDayOfWeek() == 1", "2026-11-30T00:00:00Z",
         not, holds, true},
        // Too far to go hour by hour: nothing is claimed.
        {"request.time.getHours() == 4 && request.time.getMonth() == 6", "", not, not, true},
    };
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++)
        check_change(&changes[i]);
}

static void keeps_the_change_at_the_very_second(void **state)
{
    (void)state;
    struct rr_arena arena = {0};
    const char *expressions[] = {
        "request.time.getHours('Europe/Berlin') == 3",
        "request.time.getDate('America/New_York') > 15",
        "request.time.getHours('Australia/Lord_Howe') < 2",
        "request.time.getMinutes('Asia/Kolkata') >= 30",
    };
    // Around the changes of clocks in Berlin and New York in 2027, from 2027-03-13T20:00:00Z on.
    for (size_t i = 0; i < sizeof expressions / sizeof *expressions; i++) {
        for (int64_t now_s = INT64_C(1804968000); now_s < INT64_C(1806300000); now_s += 86413) {
            struct rr_condition_facts facts = {.now_s = now_s};
            struct rr_condition_result result = eval(expressions[i], &facts, &arena);
            assert_true(result.changes_at_s > now_s);
            facts.now_s = result.changes_at_s - 1;
            assert_int_equal(eval(expressions[i], &facts, &arena).kind, result.kind);
            facts.now_s = result.changes_at_s;
            assert_int_equal(eval(expressions[i], &facts, &arena).kind, result.becomes);
            assert_int_not_equal(result.kind, result.becomes);
        }
    }
    rr_arena_free(&arena);
}

/* ---- hostile ---- */

static const char *repeat(struct rr_arena *arena, const char *piece, size_t n, const char *end)
{
    size_t length = strlen(piece);
    char *text = rr_arena_alloc(arena, length * n + strlen(end) + 1);
    for (size_t i = 0; i < n; i++)
        memcpy(text + i * length, piece, length);
    memcpy(text + length * n, end, strlen(end));
    return text;
}

static void bears_hostile_expressions(void **state)
{
    (void)state;
    struct rr_arena arena = {0};
    struct rr_condition_facts facts = facts_of(OBJECT);
    const char *hostile[] = {
        repeat(&arena, "(", 8000, "true"),
        repeat(&arena, "[", 8000, ""),
        repeat(&arena, "!", 8001, "true"),
        repeat(&arena, "-", 8001, "1 == 1"),
        repeat(&arena, "true||", 1300, "true"),
        repeat(&arena, "true?true:", 800, "true"),
        repeat(&arena, "a.", 4000, "b"),
        repeat(&arena, "{1:", 2000, ""),
        repeat(&arena, "x", 100000, ""),
        repeat(&arena, "'a'+", 2000, "'a' == 'x'"),
        repeat(&arena, "f(", 2000, ""),
        repeat(&arena, "a[", 2000, ""),
        repeat(&arena, "a.b(", 2000, ""),
        repeat(&arena, "\"", 8001, ""),
        repeat(&arena, "request.time.getSeconds() == 61 || ", 100, "false"),
        repeat(&arena, "'aaaaaaaaaaaaaaaaaaaaaaaaaaaa'.matches('(a*)*(a*)*b') || ", 100, "false"),
    };
    for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++) {
        struct rr_condition_result result = eval(hostile[i], &facts, &arena);
        if (result.kind != RR_CONDITION_UNREADABLE && result.kind != RR_CONDITION_DOES_NOT)
            fail_msg("%.40s: %s", hostile[i], rr_condition_word(result.kind));
    }
    rr_arena_free(&arena);
}

/* Every beginning of an expression, and each with a byte changed: nothing breaks, and no error grants. */
static void bears_cut_and_damaged_expressions(void **state)
{
    (void)state;
    static const char whole[] =
        "resource.name.extract('a/{b}/') in ['x', r\"y\\\"] && !(request.time < "
        "timestamp('2027-01-01T00:00:00Z') - duration('1.5h')) ? 0x1F < 3 : "
        "'\\u0041'.matches('[a-c]{2}|\\\\d+') || size(\"\"\"z\"\"\") == 1 // end";
    static const char bytes[] = "'\"\\({[]})?:&|!<=>.,+-*/%0xe\x80\xff\n ";
    struct rr_arena arena = {0};
    struct rr_condition_facts facts = facts_of(OBJECT);
    for (size_t n = 0; n < sizeof whole; n++) {
        char *text = rr_arena_alloc(&arena, sizeof whole);
        memcpy(text, whole, n);
        eval(text, &facts, &arena);
        memcpy(text, whole, sizeof whole);
        for (size_t i = 0; i < sizeof bytes; i++) {
            text[n < sizeof whole - 1 ? n : 0] = bytes[i];
            struct rr_condition_result result = eval(text, &facts, &arena);
            assert_true(result.kind < RR_CONDITION_KIND_COUNT);
            assert_non_null(result.about);
        }
        rr_arena_free(&arena);
    }
}

static void refuses_times_that_no_clock_shows(void **state)
{
    (void)state;
    struct rr_arena arena = {0};
    struct rr_condition_facts facts = {.now_s = INT64_MAX};
    assert_int_equal(eval("request.time > timestamp('2020-01-01T00:00:00Z')", &facts, &arena).kind,
                     RR_CONDITION_UNREADABLE);
    facts.now_s = INT64_MIN;
    assert_int_equal(eval("true", &facts, &arena).kind, RR_CONDITION_UNREADABLE);
    rr_arena_free(&arena);
}

/* ---- facts ---- */

static void
check_facts(const char *resource, bool is_bucket, const char *permission, const char *want)
{
    struct rr_arena arena = {0};
    struct rr_condition_facts facts =
        rr_condition_facts_of(resource, is_bucket, permission, &arena);
    const char *name = facts.resource_name != NULL ? facts.resource_name : "?";
    const char *type = facts.resource_type != NULL ? facts.resource_type : "?";
    const char *service = facts.resource_service != NULL ? facts.resource_service : "?";
    assert_string_equal(rr_arena_printf(&arena, "%s%s %s %s", name,
                                        facts.is_name_a_prefix ? "..." : "", type, service),
                        want);
    rr_arena_free(&arena);
}

// Source: res
static void names_resources_as_conditions_do(void **state)
{
    (void)state;
    check_facts("b", true, "storage.buckets.get",
                "projects/_/buckets/b storage.googleapis.com/Bucket storage.googleapis.com");
    check_facts("b", true, "storage.objects.get",
                "projects/_/buckets/b/objects/... storage.googleapis.com/Object "
                "storage.googleapis.com");
    check_facts("projects/p", false, "storage.objects.get",
                "projects/_/buckets/... storage.googleapis.com/Object storage.googleapis.com");
    check_facts("b", true, "storage.objects.list", "? ? storage.googleapis.com");
    check_facts("projects/p", false, "storage.buckets.create", "? ? storage.googleapis.com");
    check_facts(
        "projects/p", false, "resourcemanager.projects.get",
        "? cloudresourcemanager.googleapis.com/Project cloudresourcemanager.googleapis.com");
    check_facts("projects/p", false, "run.services.create", "? ? ?");
    check_facts("projects/p/locations/l/repositories/r", false,
                "artifactregistry.repositories.uploadArtifacts", "? ? ?");
    check_facts("projects/p", false, "iam.serviceAccounts.actAs", "? ? ?");
}

static void has_a_word_for_each_kind(void **state)
{
    (void)state;
    for (int kind = 0; kind < RR_CONDITION_KIND_COUNT; kind++)
        assert_non_null(rr_condition_word(kind));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(compares_the_time_with_timestamps),
        cmocka_unit_test(adds_durations),
        cmocka_unit_test(takes_times_apart),
        cmocka_unit_test(knows_the_resource_it_is_told),
        cmocka_unit_test(judges_by_how_a_name_begins),
        cmocka_unit_test(extracts_parts_of_names),
        cmocka_unit_test(names_what_it_cannot_know),
        cmocka_unit_test(follows_the_logic_of_the_language),
        cmocka_unit_test(reads_texts),
        cmocka_unit_test(matches_the_patterns_it_is_sure_of),
        cmocka_unit_test(never_takes_what_it_cannot_read_for_true),
        cmocka_unit_test(says_when_it_changes),
        cmocka_unit_test(keeps_the_change_at_the_very_second),
        cmocka_unit_test(bears_hostile_expressions),
        cmocka_unit_test(bears_cut_and_damaged_expressions),
        cmocka_unit_test(refuses_times_that_no_clock_shows),
        cmocka_unit_test(names_resources_as_conditions_do),
        cmocka_unit_test(has_a_word_for_each_kind),
    };
    return cmocka_run_group_tests_name("condition", tests, NULL, NULL);
}
