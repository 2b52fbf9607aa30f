package io.github.twscache.sample.demo;

/**
 * How long reads took, in microseconds.
 *
 * @param reads number of reads measured
 * @param meanMicros the mean
 * @param p50Micros half of the reads were at most as slow
 * @param p99Micros 99 of 100 reads were at most as slow
 * @param maxMicros the slowest read
 */
public record Latency(long reads, double meanMicros, double p50Micros, double p99Micros, double maxMicros) {
}
