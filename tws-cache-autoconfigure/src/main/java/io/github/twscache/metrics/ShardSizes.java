package io.github.twscache.metrics;

import java.lang.ref.WeakReference;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.twscache.NamedCache;

/**
 * Tells the sizes of a cache's shards, one at a time.
 */
final class ShardSizes {

	/*
	 * A scrape asks for each shard once, and each answer needs a look at all shards. So
	 * one look serves until a shard is asked for a second time, or for a moment: the cost
	 * of a scrape grows with the number of shards, not with its square.
	 */

	private static final long MOMENT_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

	/** Weakly: the registry holds this, and must not keep a forgotten cache alive. */
	private final WeakReference<NamedCache<?, ?>> cache;

	private final ReentrantLock lock = new ReentrantLock();

	/** By shard index. */
	@GuardedBy("lock")
	private final Map<Integer, Long> seen = new HashMap<>();

	@GuardedBy("lock")
	private final BitSet asked = new BitSet();

	@GuardedBy("lock")
	private long seenNanos;

	ShardSizes(NamedCache<?, ?> cache) {
		this.cache = new WeakReference<>(cache);
	}

	double size(int index) {
		this.lock.lock();
		try {
			if (this.asked.get(index) || !this.seen.containsKey(index)
					|| System.nanoTime() - this.seenNanos > MOMENT_NANOS) {
				look();
			}
			this.asked.set(index);
			Long size = this.seen.get(index);
			return (size != null) ? size : Double.NaN;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Makes the next answer need a new look.
	 */
	void forget() {
		this.lock.lock();
		try {
			this.seen.clear();
		}
		finally {
			this.lock.unlock();
		}
	}

	@GuardedBy("lock")
	private void look() {
		this.seen.clear();
		this.asked.clear();
		try {
			NamedCache<?, ?> named = this.cache.get();
			if (named != null) {
				named.shards().forEach((shard) -> this.seen.put(shard.index(), shard.size()));
			}
		}
		catch (IllegalStateException ex) {
			// The cache is closed, so no shard is seen.
		}
		this.seenNanos = System.nanoTime();
	}

}
