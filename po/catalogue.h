/* The compiled-in catalogues; catalogue_ja.c is made from ja.po by the build. */
#ifndef RR_PO_CATALOGUE_H
#define RR_PO_CATALOGUE_H

extern const unsigned char rr_catalogue_ja[];

#endif
