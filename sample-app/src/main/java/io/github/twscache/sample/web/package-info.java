/**
 * The REST API of the job monitor; start at
 * {@link io.github.twscache.sample.web.JobController}. Depends on the plan only.
 */
@NullMarked
package io.github.twscache.sample.web;

import org.jspecify.annotations.NullMarked;
