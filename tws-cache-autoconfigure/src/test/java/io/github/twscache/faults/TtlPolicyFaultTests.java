package io.github.twscache.faults;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.twscache.NamedCache;
import io.github.twscache.Workers;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Policies of times to live that throw, block, and use the cache.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TtlPolicyFaultTests {

	private static final Duration BY_POLICY = Duration.ofSeconds(30);

	@RegisterExtension
	final FaultCaches caches = new FaultCaches();

	@RegisterExtension
	final Workers workers = new Workers();

	private final ValueHook policy = new ValueHook();

	private final NamedCache<Object, String> cache = this.caches
		.open((settings) -> settings.maxSize(10_000).ttlPolicy((key, value) -> {
			this.policy.run();
			return BY_POLICY;
		}));

	@AfterEach
	void release() {
		this.policy.release();
	}

	@ParameterizedTest
	@EnumSource(Fault.class)
	void valueIsStoredForTheTimeOfTheCacheWhateverThePolicyThrows(Fault fault) throws Exception {
		this.policy.fail(fault::make);
		this.cache.put("put", "value");
		this.cache.put("overwritten", "old");
		this.cache.put("overwritten", "value");
		assertThat(this.cache.putIfAbsent("absent", "value")).isNull();
		assertThat(this.cache.get("loaded", (missing) -> "value")).isEqualTo("value");
		assertThat(this.cache.getAsync("future", (missing) -> CompletableFuture.completedFuture("value")))
			.isCompletedWithValue("value");
		for (String key : List.of("put", "overwritten", "absent", "loaded", "future")) {
			assertThat(this.cache.getIfPresent(key)).as(key).isEqualTo("value");
			assertThat(this.cache.inspect(key).orElseThrow().remaining()).as(key).isEqualTo(FaultCaches.TTL);
		}
		this.policy.pass();
		this.cache.put("put", "value");
		assertThat(this.cache.inspect("put").orElseThrow().remaining()).isEqualTo(BY_POLICY);
		Aftermath.assertUnharmed(this.cache, this.workers, "put", "absent", "loaded", "future", "bystander");
	}

	@Test
	void policyThatBlocksHoldsUpNobodyElse() throws Exception {
		this.policy.assertHoldsUpNobodyElse(this.cache, this.workers);
	}

	@ParameterizedTest
	@EnumSource(Operation.class)
	void policyMayDoAnythingToItsCache(Operation operation) throws Exception {
		this.policy.assertMayUse(this.cache, operation, this.workers);
	}

}
