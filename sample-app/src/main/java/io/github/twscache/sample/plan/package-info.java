/**
 * The plan of jobs, its database and the cached service in front of it; start at
 * {@link io.github.twscache.sample.plan.JobService}. Depends on the sample's settings
 * only; {@link io.github.twscache.sample.plan.JobFreshness} looks into the cache itself.
 */
@NullMarked
package io.github.twscache.sample.plan;

import org.jspecify.annotations.NullMarked;
