package io.github.twscache.faults;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.twscache.NamedCache;
import io.github.twscache.Workers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Weighers that throw, block, and use the cache.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WeigherFaultTests {

	@RegisterExtension
	final FaultCaches caches = new FaultCaches();

	@RegisterExtension
	final Workers workers = new Workers();

	private final ValueHook weigher = new ValueHook();

	private final NamedCache<Object, String> cache = this.caches
		.open((settings) -> settings.maxWeight(10_000).weigher((key, value) -> {
			this.weigher.run();
			return 3;
		}));

	@AfterEach
	void release() {
		this.weigher.release();
	}

	@ParameterizedTest
	@EnumSource(Fault.class)
	void whatAWeigherThrowsReachesTheWriterAndChangesNothing(Fault fault) throws Exception {
		this.cache.put("present", "old");
		Throwable failure = fault.make();
		this.weigher.fail(() -> failure);
		assertThat(catchThrowable(() -> this.cache.put("present", "new"))).isSameAs(failure);
		assertThat(catchThrowable(() -> this.cache.put("absent", "new"))).isSameAs(failure);
		assertThat(catchThrowable(() -> this.cache.put("absent", "new", FaultCaches.TTL))).isSameAs(failure);
		assertThat(catchThrowable(() -> this.cache.putIfAbsent("absent", "new"))).isSameAs(failure);
		assertThat(this.cache.getIfPresent("present")).isEqualTo("old");
		assertThat(this.cache.getIfPresent("absent")).isNull();
		assertThat(this.cache.metrics().puts()).isOne();
		assertThat(this.cache.metrics().weight()).isEqualTo(3);
		this.weigher.pass();
		Aftermath.assertUnharmed(this.cache, this.workers, "present", "absent", "bystander");
	}

	@ParameterizedTest
	@EnumSource(Fault.class)
	void callersGetTheLoadedValueWhateverTheWeigherThrows(Fault fault) throws Exception {
		this.weigher.fail(fault::make);
		assertThat(this.cache.get("loaded", (missing) -> "value")).isEqualTo("value");
		assertThat(this.cache.getAsync("future", (missing) -> CompletableFuture.completedFuture("value")))
			.isCompletedWithValue("value");
		CompletableFuture<String> source = new CompletableFuture<>();
		CompletableFuture<String> answer = this.cache.getAsync("late", (missing) -> source);
		Future<String> waiter = this.workers.start(() -> this.cache.get("late", (missing) -> "not called"));
		this.workers.awaitBlocked();
		source.complete("value");
		assertThat(answer).isCompletedWithValue("value");
		assertThat(Workers.result(waiter)).isEqualTo("value");
		assertThat(this.cache.size()).isZero();
		assertThat(this.cache.metrics().loads()).isEqualTo(3);
		this.weigher.pass();
		Aftermath.assertUnharmed(this.cache, this.workers, "loaded", "future", "late", "bystander");
	}

	@Test
	void weigherThatBlocksHoldsUpNobodyElse() throws Exception {
		this.weigher.assertHoldsUpNobodyElse(this.cache, this.workers);
	}

	@ParameterizedTest
	@EnumSource(Operation.class)
	void weigherMayDoAnythingToItsCache(Operation operation) throws Exception {
		this.weigher.assertMayUse(this.cache, operation, this.workers);
	}

}
