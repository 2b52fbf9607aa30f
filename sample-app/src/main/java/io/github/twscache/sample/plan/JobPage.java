package io.github.twscache.sample.plan;

import java.util.List;

/**
 * One page of a listing of jobs.
 *
 * @param total number of jobs that match, on all pages
 * @param page index of this page, beginning with 0
 * @param size most jobs on a page
 * @param jobs the jobs of this page, by name
 */
public record JobPage(int total, int page, int size, List<Job> jobs) {
}
