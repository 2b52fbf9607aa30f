package io.github.twscache.sample.demo;

import java.time.Instant;
import java.util.List;

/**
 * What the page shows beside what the cache says of itself.
 *
 * @param at when the figures were taken
 * @param reads reads made by background traffic and bursts since the start
 * @param statusChanges changes of status written by the scheduler since the start
 * @param burstRunning whether a burst is running
 * @param latencies latency of recent reads with and without the cache
 */
public record LiveFigures(Instant at, long reads, long statusChanges, boolean burstRunning,
		List<Comparison> latencies) {
}
