/* Blocks of the Terraform file; private to core/export. */
#ifndef RR_EXPORT_TERRAFORM_H
#define RR_EXPORT_TERRAFORM_H

#include "core/util/buf.h"
#include "runready/plan.h"

/* One resource block. A step that switches on several APIs is several of them. */
struct rr_tf_block {
    const struct rr_step *step;
    const char *type;    // "" = Terraform has no additive resource for the step
    const char *name;    // unique within its type
    const char *service; // enable-services
    bool is_there;       // exists and is not made by the plan: imported, and left as it is
};

/* The resource type that a step becomes. */
const char *rr_tf_type(const struct rr_plan *plan, enum rr_step_kind kind);

/* The arguments and nested blocks of a block, without its braces. */
void rr_tf_add_body(struct rr_buf *out,
                    const struct rr_plan *plan,
                    const struct rr_tf_block *block);

#endif
