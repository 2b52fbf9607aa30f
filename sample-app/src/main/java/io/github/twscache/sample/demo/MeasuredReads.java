package io.github.twscache.sample.demo;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.random.RandomGenerator;

import io.github.twscache.sample.SampleProperties;
import io.github.twscache.sample.plan.JobKey;
import io.github.twscache.sample.plan.JobRepository;
import io.github.twscache.sample.plan.JobService;
import io.github.twscache.sample.plan.Plan;
import io.github.twscache.sample.plan.StreamKey;

import org.springframework.stereotype.Component;

/**
 * Makes the same reads in two ways, through the cached service and straight from the
 * repository, and measures both. What a read through the service takes includes the
 * misses.
 */
@Component
class MeasuredReads {

	private final JobService service;

	private final JobRepository repository;

	private final ZipfChoice<JobKey> jobs;

	private final ZipfChoice<StreamKey> streams;

	private final LongAdder reads = new LongAdder();

	private final Map<ReadKind, RecentLatencies> cached = new EnumMap<>(ReadKind.class);

	private final Map<ReadKind, RecentLatencies> direct = new EnumMap<>(ReadKind.class);

	MeasuredReads(JobService service, JobRepository repository, Plan plan, SampleProperties properties) {
		this.service = service;
		this.repository = repository;
		this.jobs = new ZipfChoice<>(plan.jobs(), properties.seed());
		this.streams = new ZipfChoice<>(plan.streams(), properties.seed());
		for (ReadKind kind : ReadKind.values()) {
			this.cached.put(kind, new RecentLatencies());
			this.direct.put(kind, new RecentLatencies());
		}
	}

	/**
	 * Chooses something and reads it through the cached service.
	 * @param kind what to read
	 * @param random source of the choice
	 * @return what the read took, in nanoseconds
	 */
	long readCached(ReadKind kind, RandomGenerator random) {
		long nanos = switch (kind) {
			case JOB -> measureJob(this.jobs.next(random));
			case STREAM -> measure(this.service::findStream, this.streams.next(random));
			case SUMMARY -> measure((unused) -> this.service.summarize(), kind);
		};
		recent(this.cached, kind).record(nanos);
		this.reads.increment();
		return nanos;
	}

	/**
	 * Chooses something and reads it straight from the repository.
	 * @param kind what to read
	 * @param random source of the choice
	 * @return what the read took, in nanoseconds
	 */
	long readDirect(ReadKind kind, RandomGenerator random) {
		long nanos = switch (kind) {
			case JOB -> measure(this.repository::find, this.jobs.next(random));
			case STREAM -> measure(this.repository::findStream, this.streams.next(random));
			case SUMMARY -> measure((unused) -> this.repository.summarize(), kind);
		};
		recent(this.direct, kind).record(nanos);
		return nanos;
	}

	/**
	 * Chooses a job and reads it through the cached service, as one of many readers of a
	 * burst: the result is left to the reader's own histogram.
	 * @param random source of the choice
	 * @return what the read took, in nanoseconds
	 */
	long readInBurst(RandomGenerator random) {
		return measureJob(this.jobs.next(random));
	}

	void countBurst(long burstReads) {
		this.reads.add(burstReads);
	}

	long reads() {
		return this.reads.sum();
	}

	Latency recentCached(ReadKind kind) {
		return recent(this.cached, kind).toLatency();
	}

	Latency recentDirect(ReadKind kind) {
		return recent(this.direct, kind).toLatency();
	}

	private long measureJob(JobKey key) {
		return measure(this.service::find, key);
	}

	private static RecentLatencies recent(Map<ReadKind, RecentLatencies> latencies, ReadKind kind) {
		RecentLatencies recent = latencies.get(kind);
		if (recent == null) {
			throw new IllegalStateException("No latencies of " + kind);
		}
		return recent;
	}

	private static <K> long measure(Read<K> read, K key) {
		long start = System.nanoTime();
		Object result = read.read(key);
		long nanos = System.nanoTime() - start;
		if (result == null) {
			throw new IllegalStateException("Nothing was read for " + key);
		}
		return nanos;
	}

	/**
	 * A way to read.
	 *
	 * @param <K> type of the key
	 */
	@FunctionalInterface
	private interface Read<K> {

		Object read(K key);

	}

}
