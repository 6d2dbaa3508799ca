/*
 * Time zones as raw text (core/util/zones.txt, compiled in): data with source and date.
 *
 * Lines: "# comment", "version<TAB>2025b", and for each rule "RULE<TAB>NAME NAME ...". A rule is the
 * offset from UTC in seconds, "3600"; or, with summer time, both offsets and when each begins by the
 * clock that ran until then, "3600 7200 3.5.0/7200 10.5.0/10800": month, week (5 = the last), weekday
 * (0 = Sunday), second of that day. "?" = no such rule describes the zone. Ends in NUL.
 */
#ifndef RR_UTIL_ZONE_DATA_H
#define RR_UTIL_ZONE_DATA_H

extern const unsigned char rr_zone_data[];

#endif
