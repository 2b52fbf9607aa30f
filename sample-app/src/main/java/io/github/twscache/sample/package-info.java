/**
 * A job monitor that reads the status of thousands of jobs through tws-cache; start at
 * {@link io.github.twscache.sample.JobMonitorApplication}. The subpackages are the plan
 * and its database ({@code plan}), what moves the jobs ({@code scheduling}), the REST API
 * ({@code web}) and what makes the cache visible ({@code demo}).
 */
@NullMarked
package io.github.twscache.sample;

import org.jspecify.annotations.NullMarked;
