/*
 * RE2 patterns by way of POSIX ones, where both mean the same. Private to the evaluator of conditions.
 * Sources: RE2 syntax; POSIX.1-2017, XBD 9.4.
 */
#ifndef RR_POLICY_CONDITION_REGEX_H
#define RR_POLICY_CONDITION_REGEX_H

#include "core/policy/condition_value.h"

// How much a match costs, in evaluations of a node.
enum { RR_REGEX_COST = 1000 };

/*
 * Does the pattern match somewhere in the text? UNREAD for patterns beyond what is understood here
 * (letters, ".", anchors, plain classes, \d \w and escaped signs, groups, "|", "*", "+", "?", small
 * repeats), and for text that is not ASCII.
 */
struct rr_value rr_regex_match(const char *text, const char *pattern);

#endif
