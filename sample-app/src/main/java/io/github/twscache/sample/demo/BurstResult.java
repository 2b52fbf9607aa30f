package io.github.twscache.sample.demo;

/**
 * What a burst did.
 *
 * @param readers threads that read
 * @param millis how long they read
 * @param reads reads made by all of them
 * @param readsPerSecond reads a second, of all of them together
 * @param latency how long the reads took
 */
public record BurstResult(int readers, long millis, long reads, long readsPerSecond, Latency latency) {
}
