package io.github.twscache.benchmarks.report;

import java.lang.reflect.Field;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.github.twscache.engine.Cleanup;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The targets of the project.
 */
class TargetsTests {

	@Test
	void everyClaimIsThereOnce() {
		List<String> rows = Targets.all().stream().map((target) -> target.what() + " " + target.aim()).toList();
		assertThat(rows).doesNotHaveDuplicates()
			.contains("read-only hits, 2 threads ≥ 6 x Caffeine", "read-only hits, 8 threads ≥ 0.5 x ConcurrentHashMap",
					"overwrites, 8 threads ≥ 4 x cache2k", "evicting puts, 2 threads ≥ 2 x Caffeine",
					"first level, uniform keys ≥ 0.98 x without it",
					"hit ratio of traces, one shard, mean ≥ +1.2 points to Caffeine",
					"cleanup, 1 % expired of 1,000,000 ≤ 3 % of the baseline's time",
					"baseline, mixed, P99, 100 workers ≥ 80 % lower", "resize 8 to 16 under load, failed reads ≤ 0",
					"`@Cacheable` hit through the proxy, 2 threads ≤ 1 x Boot's Caffeine manager");
	}

	@Test
	void nothingIsMeasuredWithoutFigures() {
		assertThat(Targets.all()).filteredOn((target) -> target.judge(new Figures(List.of())).reading() != null)
			.extracting(Target::what)
			.containsExactly("cleanup, entries a hold of a lock");
	}

	@Test
	void entriesOfAHoldAreThoseOfTheProduct() throws ReflectiveOperationException {
		Field constant = Cleanup.class.getDeclaredField("ENTRIES_A_HOLD");
		constant.setAccessible(true);
		assertThat(constant.getInt(null)).isEqualTo(Targets.ENTRIES_A_HOLD);
	}

}
