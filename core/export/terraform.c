/*
 * The plan as Terraform: additive resources only (google_*_iam_member, never _binding or _policy, which
 * would take away what others were granted). Pure.
 * Source: the Google provider's pages of each resource, sections "Argument Reference" and "Import".
 */
#include "config.h"

#include "core/export/terraform.h"

#include <stdlib.h>
#include <string.h>

#include "core/export/command.h"
#include "core/export/hcl.h"
#include "core/plan/step.h"
#include "core/util/i18n.h"
#include "core/util/str.h"
#include "core/util/vec.h"
#include "runready/export.h"

struct module {
    const struct rr_plan *plan;
    struct rr_arena *arena;
    struct rr_tf_block *blocks;
    size_t n_blocks, cap_blocks;
};

/* ---- names ---- */

static bool is_taken(const struct module *module, const char *type, const char *name)
{
    for (size_t i = 0; i < module->n_blocks; i++)
        if (strcmp(module->blocks[i].type, type) == 0 && strcmp(module->blocks[i].name, name) == 0)
            return true;
    return false;
}

/* From what the block is about, so that it stays when other steps come or go. */
static const char *new_name(struct module *module, const char *type, const char *text)
{
    RR_BUF_AUTO base = {0};
    rr_buf_add_hcl_name(&base, text);
    const char *stem = rr_buf_text(&base);
    bool begins_well = *stem >= 'a' && *stem <= 'z';
    stem = rr_arena_printf(module->arena, "%s%s", begins_well ? "" : "x_", stem);
    const char *name = stem;
    for (int i = 2; is_taken(module, type, name); i++)
        name = rr_arena_printf(module->arena, "%s_%d", stem, i);
    return name;
}

/* "run_admin" and whom it is for: the part of the member between its kind and its domain. */
static const char *grant_text(struct module *module, const struct rr_step *step)
{
    const char *who = strchr(step->member, ':');
    who = who != NULL ? who + 1 : step->member;
    return rr_arena_printf(module->arena, "%s_%.*s", rr_str_after_last(step->role, '/'),
                           (int)strcspn(who, "@"), who);
}

/* ---- which blocks ---- */

static void add_block(struct module *module, struct rr_tf_block block, const char *text)
{
    block.name = new_name(module, block.type, text);
    *rr_vec_push(module, blocks) = block;
}

static bool is_made(const struct rr_plan *plan, const char *resource)
{
    for (size_t i = 0; i < plan->n_steps; i++)
        if (plan->steps[i].kind == RR_STEP_CREATE_REPOSITORY &&
            strcmp(plan->steps[i].resource, resource) == 0)
            return true;
    return false;
}

static bool has_block(const struct module *module, const char *type, const char *resource)
{
    for (size_t i = 0; i < module->n_blocks; i++)
        if (strcmp(module->blocks[i].type, type) == 0 &&
            strcmp(module->blocks[i].step->resource, resource) == 0)
            return true;
    return false;
}

static bool is_absent(const struct rr_plan *plan, const char *resource)
{
    for (size_t i = 0; i < plan->n_base; i++)
        if (strcmp(plan->base[i].resource, resource) == 0)
            return strcmp(plan->base[i].mark, "absent") == 0;
    return true;
}

/* A repository that is granted on and was there already. */
static void add_repository_there(struct module *module, const struct rr_step *step)
{
    const char *type = rr_tf_type(module->plan, RR_STEP_CREATE_REPOSITORY);
    if (is_made(module->plan, step->resource) || is_absent(module->plan, step->resource) ||
        has_block(module, type, step->resource))
        return;
    add_block(module, (struct rr_tf_block){.step = step, .type = type, .is_there = true},
              rr_str_after_last(step->resource, '/'));
}

static void add_services(struct module *module, struct rr_tf_block block)
{
    for (size_t i = 0; i < block.step->n_services; i++) {
        block.service = block.step->services[i];
        add_block(module, block,
                  rr_arena_printf(module->arena, "%.*s", (int)strcspn(block.service, "."),
                                  block.service));
    }
}

/* What a block is called after. */
static const char *subject(struct module *module, const struct rr_step *step)
{
    if (rr_step_is_grant(step))
        return grant_text(module, step);
    const char *name = rr_str_after_last(step->resource, '/');
    bool is_account = step->kind == RR_STEP_CREATE_SERVICE_ACCOUNT;
    return is_account ? rr_arena_printf(module->arena, "%.*s", (int)strcspn(name, "@"), name)
                      : name;
}

static void add_blocks(struct module *module, const struct rr_step *step)
{
    struct rr_tf_block block = {.step = step,
                                .type = step->is_undo ? "" : rr_tf_type(module->plan, step->kind)};
    if (step->kind == RR_STEP_ENABLE_SERVICES && !step->is_undo) {
        add_services(module, block);
        return;
    }
    if (step->kind == RR_STEP_GRANT_REPOSITORY_ROLE && !step->is_undo)
        add_repository_there(module, step);
    add_block(module, block, subject(module, step));
}

/* ---- text ---- */

static bool needs(const struct rr_step *step, const char *id)
{
    for (size_t i = 0; i < step->n_needs; i++)
        if (strcmp(step->needs[i], id) == 0)
            return true;
    return false;
}

static bool comes_after(const struct rr_tf_block *block, const struct rr_tf_block *other)
{
    if (block->is_there || other == block || *other->type == '\0')
        return false;
    bool is_its_repository = other->is_there && block->step->kind != RR_STEP_CREATE_REPOSITORY &&
                             strcmp(other->step->resource, block->step->resource) == 0;
    return is_its_repository || (!other->is_there && needs(block->step, other->step->id));
}

static void
add_depends(struct rr_buf *out, const struct module *module, const struct rr_tf_block *block)
{
    bool is_first = true;
    for (size_t i = 0; i < module->n_blocks; i++) {
        const struct rr_tf_block *other = &module->blocks[i];
        if (!comes_after(block, other))
            continue;
        rr_buf_printf(out, "%s    %s.%s,\n", is_first ? "\n  depends_on = [\n" : "", other->type,
                      other->name);
        is_first = false;
    }
    if (!is_first)
        rr_buf_add(out, "  ]\n");
}

static void add_import(struct rr_buf *out, const struct rr_tf_block *block)
{
    rr_buf_printf(out, "import {\n  to = %s.%s\n  id = ", block->type, block->name);
    rr_buf_add_hcl(out, block->step->resource);
    rr_buf_add(out, "\n}\n\n");
}

/* One step's words stand over the first of its blocks. */
static void
add_head(struct rr_buf *out, const struct module *module, const struct rr_tf_block *block)
{
    bool is_first = block == module->blocks || block[-1].step != block->step || block[-1].is_there;
    if (block->is_there) {
        rr_buf_add_comment(out, _("It exists already: it is imported and left as it is. Take both "
                                  "blocks out if another configuration manages it."));
        add_import(out, block);
    } else if (is_first) {
        rr_buf_add_comment(out, rr_step_title(block->step, module->arena));
        if (*block->step->why != '\0')
            rr_buf_add_comment(out, block->step->why);
    }
    if (block->step->phase == RR_PHASE_CONNECT && *block->type != '\0')
        rr_buf_add_comment(out, _("Works once the service is deployed."));
    if (block->step->kind == RR_STEP_UPDATE_SCHEDULE && !block->step->is_undo) {
        rr_buf_add_comment(out, _("It exists already and is imported. Take both blocks out if "
                                  "another configuration manages it."));
        add_import(out, block);
    }
}

static void
add_by_hand(struct rr_buf *out, const struct module *module, const struct rr_tf_block *block)
{
    RR_BUF_AUTO command = {0};
    rr_buf_add_command(&command, module->plan, block->step, RR_COMMAND_DO);
    rr_buf_add_comment(out, block->step->is_undo
                                ? _("Take its resource out of the configuration, or by gcloud:")
                                : _("Not as a resource, which would have to manage the whole "
                                    "service. By gcloud:"));
    for (const char *line = rr_buf_text(&command); *line != '\0';) {
        size_t n = strcspn(line, "\n");
        rr_buf_add_comment(out, rr_arena_strn(module->arena, line, n));
        line += n + (line[n] == '\n');
    }
}

static void
add_text(struct rr_buf *out, const struct module *module, const struct rr_tf_block *block)
{
    rr_buf_addc(out, '\n');
    add_head(out, module, block);
    if (*block->type == '\0') {
        add_by_hand(out, module, block);
        return;
    }
    rr_buf_printf(out, "resource \"%s\" \"%s\" {\n", block->type, block->name);
    rr_tf_add_body(out, module->plan, block);
    add_depends(out, module, block);
    rr_buf_add(out, "}\n");
}

const char *rr_plan_terraform(const struct rr_plan *plan, struct rr_arena *arena)
{
    struct module module = {.plan = plan, .arena = arena};
    RR_BUF_AUTO out = {0};
    rr_buf_add_comment(
        &out, rr_arena_printf(arena,
                              _("Made by runready for the project %s. Every grant is added to what "
                                "is there; nothing of anyone else's is managed or taken away."),
                              plan->project_id));
    rr_buf_add(&out, "\nterraform {\n  required_version = \">= 1.5.0\"\n}\n");
    for (size_t i = 0; i < plan->n_steps; i++)
        add_blocks(&module, &plan->steps[i]);
    for (size_t i = 0; i < module.n_blocks; i++)
        add_text(&out, &module, &module.blocks[i]);
    free(module.blocks);
    return rr_arena_str(arena, rr_buf_text(&out));
}
