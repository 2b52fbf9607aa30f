package io.github.twscache.sample.demo;

import java.util.SplittableRandom;

import io.github.twscache.sample.SampleProperties;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Reads a little all the time, so that the cache has something to do before anyone has
 * clicked anything. Every tenth read is made once more without the cache, to compare.
 */
@Component
class BackgroundTraffic {

	private static final int TICKS_A_SECOND = 20;

	private static final int READS_BY_COMPARISON = 10;

	private final MeasuredReads reads;

	private final int readsPerSecond;

	private final SplittableRandom random;

	private long tick;

	private long made;

	BackgroundTraffic(MeasuredReads reads, SampleProperties properties) {
		this.reads = reads;
		this.readsPerSecond = properties.traffic().readsPerSecond();
		this.random = new SplittableRandom(properties.seed());
	}

	/**
	 * Makes the reads of a twentieth of a second. Runs of it never overlap.
	 */
	@Scheduled(fixedRate = 1000 / TICKS_A_SECOND)
	void tick() {
		this.tick++;
		long due = this.tick * this.readsPerSecond / TICKS_A_SECOND;
		for (; this.made < due; this.made++) {
			ReadKind kind = kind(this.random.nextInt(100));
			this.reads.readCached(kind, this.random);
			if (this.made % READS_BY_COMPARISON == 0) {
				this.reads.readDirect(kind, this.random);
			}
		}
	}

	private static ReadKind kind(int percent) {
		if (percent < 80) {
			return ReadKind.JOB;
		}
		return (percent < 92) ? ReadKind.STREAM : ReadKind.SUMMARY;
	}

}
