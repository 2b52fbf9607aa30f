package io.github.twscache.benchmarks.report;

import java.lang.reflect.Field;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.github.twscache.benchmarks.results.Measurement;
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
					"`@Cacheable` hit through the proxy, 2 threads ≤ 1 x Boot's Caffeine manager",
					"`@Cacheable` hit through the proxy, single flight off, 2 threads ≤ 1 x Boot's Caffeine manager");
	}

	@Test
	void cachedMethodsAreJudgedAsUsersGetThem() {
		List<Measurement> measured = List.of(hit("tws", 200), hit("tws-off", 600), hit("caffeine", 400));
		assertThat(Targets.all()).filteredOn((target) -> target.what().startsWith("`@Cacheable` hit through the proxy"))
			.extracting((target) -> target.what() + ": " + target.judge(new Figures(measured)).cell())
			.contains("`@Cacheable` hit through the proxy, 1 thread: 0.50 x, met",
					"`@Cacheable` hit through the proxy, single flight off, 1 thread: 1.50 x, **missed**");
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

	private static Measurement hit(String manager, double nanos) {
		return Measurement.of("spring", "cacheable-hit", manager, Map.of("threads", 1), nanos, "ns");
	}

}
