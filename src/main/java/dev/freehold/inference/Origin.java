package dev.freehold.inference;

/**
 * On whose behalf a model works.
 *
 * @param tenant waiting requests are served fairly between tenants, and what a model remembers of a prompt stays within one
 */
public record Origin(String tenant, Priority priority) {}
