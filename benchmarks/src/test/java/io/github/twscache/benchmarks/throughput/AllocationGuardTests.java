package io.github.twscache.benchmarks.throughput;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.function.Function;

import com.sun.management.ThreadMXBean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.github.twscache.CacheHierarchy;
import io.github.twscache.CacheLoader;
import io.github.twscache.CacheSettings;
import io.github.twscache.NamedCache;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A hit allocates nothing, whatever the machine.
 */
class AllocationGuardTests {

	private static final int HITS = 100_000;

	private static final CacheLoader<String, String> LOADER = (key) -> key;

	private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

	private final String[] keys = KeyStream.zipf(1024).keys();

	private final CacheHierarchy hierarchy = CacheHierarchy.builder()
		.settings((name) -> CacheSettings.builder().maxSize(2048).ttl(Duration.ofMinutes(10)).recordStats(true).build())
		.build();

	private final NamedCache<String, String> cache = this.hierarchy.cache("guarded");

	@BeforeEach
	void fill() {
		for (String key : this.keys) {
			this.cache.put(key, key);
		}
	}

	@AfterEach
	void close() {
		this.hierarchy.close();
	}

	@Test
	void getIfPresentAllocatesNothing() {
		assertThat(bytesPerHit(this.cache::getIfPresent)).isLessThan(1);
	}

	@Test
	void getOrDefaultAllocatesNothing() {
		assertThat(bytesPerHit((key) -> this.cache.getOrDefault(key, "absent"))).isLessThan(1);
	}

	@Test
	void getWithLoaderAllocatesNothing() {
		assertThat(bytesPerHit((key) -> this.cache.get(key, LOADER))).isLessThan(1);
	}

	@Test
	void whatIsAllocatedIsSeen() {
		assertThat(bytesPerHit((key) -> new String(this.cache.getIfPresent(key).toCharArray()))).isGreaterThan(16);
	}

	private double bytesPerHit(Function<String, String> lookup) {
		hits(lookup);
		long thread = Thread.currentThread().getId();
		long before = this.threads.getThreadAllocatedBytes(thread);
		hits(lookup);
		return (this.threads.getThreadAllocatedBytes(thread) - before) / (double) HITS;
	}

	private void hits(Function<String, String> lookup) {
		for (int i = 0; i < HITS; i++) {
			String key = this.keys[i % this.keys.length];
			if (!key.equals(lookup.apply(key))) {
				throw new AssertionError("No hit: " + key);
			}
		}
	}

}
