package io.github.twscache.baseline;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

import io.github.twscache.AsyncTtlCache;
import io.github.twscache.CacheStatistics;
import io.github.twscache.Ticker;

/**
 * The asynchronous TTL cache that tws-cache replaces, with the weaknesses it had: one
 * lock a shard that reads take too, {@code hash % shards}, and a cleanup that walks the
 * shards one after another and looks at every entry.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
public final class BaselineAsyncTtlCache<K, V> implements AsyncTtlCache<K, V> {

	private record Timed<V>(V value, long deadlineNanos) {
	}

	private static final class Shard<K, V> {

		private final ReentrantLock lock = new ReentrantLock();

		private final Map<K, Timed<V>> entries = new HashMap<>();

	}

	private final Shard<K, V>[] shards;

	private final long ttlNanos;

	private final Ticker ticker;

	private final ScheduledExecutorService cleaner;

	private final LongAdder hits = new LongAdder();

	private final LongAdder misses = new LongAdder();

	private final LongAdder contentions = new LongAdder();

	private volatile boolean closed;

	/**
	 * Creates a cache and starts its cleanup.
	 * @param numShards the number of shards
	 * @param ttl the time to live, zero for never
	 * @param cleanupInterval the time between two cleanups
	 * @param ticker the source of time
	 */
	@SuppressWarnings({ "unchecked", "rawtypes" })
	public BaselineAsyncTtlCache(int numShards, Duration ttl, Duration cleanupInterval, Ticker ticker) {
		this.shards = new Shard[numShards];
		for (int i = 0; i < numShards; i++) {
			this.shards[i] = new Shard<>();
		}
		this.ttlNanos = ttl.toNanos();
		this.ticker = ticker;
		this.cleaner = Executors.newSingleThreadScheduledExecutor((task) -> {
			Thread thread = new Thread(task, "baseline-cleanup");
			thread.setDaemon(true);
			return thread;
		});
		this.cleaner.scheduleWithFixedDelay(this::cleanUp, cleanupInterval.toNanos(), cleanupInterval.toNanos(),
				TimeUnit.NANOSECONDS);
	}

	@Override
	public CompletableFuture<Optional<V>> get(K key) {
		Shard<K, V> shard = shard(key);
		lock(shard);
		try {
			Timed<V> found = shard.entries.get(key);
			if (found != null && found.deadlineNanos() - this.ticker.read() <= 0) {
				shard.entries.remove(key);
				found = null;
			}
			((found != null) ? this.hits : this.misses).increment();
			return CompletableFuture.completedFuture(Optional.ofNullable(found).map(Timed::value));
		}
		finally {
			shard.lock.unlock();
		}
	}

	@Override
	public CompletableFuture<@Nullable Void> set(K key, @Nullable V value) {
		return set(key, value, this.ttlNanos);
	}

	@Override
	public CompletableFuture<@Nullable Void> set(K key, @Nullable V value, Duration ttl) {
		if (ttl.isNegative()) {
			throw new IllegalArgumentException("A time to live must not be negative: " + ttl);
		}
		return set(key, value, ttl.toNanos());
	}

	private CompletableFuture<@Nullable Void> set(K key, @Nullable V value, long nanos) {
		if (value == null) {
			throw new IllegalArgumentException("A value must not be null");
		}
		Shard<K, V> shard = shard(key);
		lock(shard);
		try {
			long deadline = (nanos == 0) ? Long.MAX_VALUE : this.ticker.read() + nanos;
			shard.entries.put(key, new Timed<>(value, deadline));
			return CompletableFuture.completedFuture(null);
		}
		finally {
			shard.lock.unlock();
		}
	}

	@Override
	public CompletableFuture<Boolean> delete(K key) {
		Shard<K, V> shard = shard(key);
		lock(shard);
		try {
			Timed<V> removed = shard.entries.remove(key);
			return CompletableFuture
				.completedFuture(removed != null && removed.deadlineNanos() - this.ticker.read() > 0);
		}
		finally {
			shard.lock.unlock();
		}
	}

	@Override
	public CompletableFuture<@Nullable Void> clear() {
		checkOpen();
		for (Shard<K, V> shard : this.shards) {
			lock(shard);
			try {
				shard.entries.clear();
			}
			finally {
				shard.lock.unlock();
			}
		}
		return CompletableFuture.completedFuture(null);
	}

	/**
	 * Walks all shards, one after another, and looks at every entry.
	 * @return how many entries had expired
	 */
	public long cleanUp() {
		long removed = 0;
		for (Shard<K, V> shard : this.shards) {
			lock(shard);
			try {
				int before = shard.entries.size();
				long now = this.ticker.read();
				shard.entries.values().removeIf((entry) -> entry.deadlineNanos() - now <= 0);
				removed += before - shard.entries.size();
			}
			finally {
				shard.lock.unlock();
			}
		}
		return removed;
	}

	@Override
	public long size() {
		checkOpen();
		long size = 0;
		for (Shard<K, V> shard : this.shards) {
			lock(shard);
			try {
				size += shard.entries.size();
			}
			finally {
				shard.lock.unlock();
			}
		}
		return size;
	}

	@Override
	public CacheStatistics metrics() {
		long size = size();
		return new CacheStatistics(size, size, 0, 0, this.hits.sum(), this.misses.sum(), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
				0, this.contentions.sum(), 0, 0, 0, 0, 0);
	}

	@Override
	public void close() {
		this.closed = true;
		this.cleaner.shutdownNow();
	}

	private Shard<K, V> shard(@Nullable K key) {
		checkOpen();
		if (key == null) {
			throw new IllegalArgumentException("A cache key must not be null");
		}
		return this.shards[Math.floorMod(key.hashCode(), this.shards.length)];
	}

	private void lock(Shard<K, V> shard) {
		if (!shard.lock.tryLock()) {
			this.contentions.increment();
			shard.lock.lock();
		}
	}

	private void checkOpen() {
		if (this.closed) {
			throw new IllegalStateException("The cache is closed");
		}
	}

}
