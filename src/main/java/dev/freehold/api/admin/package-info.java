/** The operator's and the auditor's counter. */
@NullMarked
package dev.freehold.api.admin;

import org.jspecify.annotations.NullMarked;
