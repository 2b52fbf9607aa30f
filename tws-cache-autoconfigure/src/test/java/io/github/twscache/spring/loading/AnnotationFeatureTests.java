package io.github.twscache.spring.loading;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Future;

import io.github.twscache.Workers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Every feature that Spring documents of cache annotations, with single flight and
 * without: each caller gets the same, and the same is cached. What differs is how often
 * the method runs for callers who come at the same time.
 */
@Timeout(120)
class AnnotationFeatureTests {

	private static final Path PAGE = Path.of("..", "src-docs", "loads-of-plain-annotations.md");

	@RegisterExtension
	final Workers workers = new Workers();

	@ParameterizedTest
	@EnumSource
	void callersOneAfterAnotherSeeNoDifference(AnnotationFeature feature) throws Exception {
		List<String> springs;
		try (Site site = Site.with(false)) {
			springs = drill(site, feature);
		}
		try (Site site = Site.with(true)) {
			assertThat(drill(site, feature)).isEqualTo(springs);
		}
		assertThat(springs).hasSizeGreaterThan(10);
	}

	@ParameterizedTest
	@EnumSource
	void hundredCallersAtOnce(AnnotationFeature feature) throws Exception {
		assertThat(runs(feature, true, 100)).isEqualTo(feature.isShared(true) ? 1 : 100);
	}

	@ParameterizedTest
	@EnumSource
	void callersAtOnceWithoutSingleFlight(AnnotationFeature feature) throws Exception {
		assertThat(runs(feature, false, 8)).isEqualTo(feature.isShared(false) ? 1 : 8);
	}

	@Test
	void beansOfTwoClassesThatInheritAMethodHaveTheirOwnTargets() throws Exception {
		List<String> springs;
		try (Site site = Site.with(false)) {
			springs = nightAndDay(site);
		}
		assertThat(springs).contains("cacheManager/jobs/NightJobsNightJobskeyedjobsp1=ValueWrapper for [P1 1]",
				"cacheManager/jobs/Jobs.generatedOnce of P1=ValueWrapper for [P1 4]",
				"cacheManager/plans/NightPlansP1=ValueWrapper for [P1 5]",
				"cacheManager/plans/StoredPlansP1=ValueWrapper for [P1 6]",
				"cacheManager/resolved/P1=ValueWrapper for [P1 7]");
		try (Site site = Site.with(true)) {
			assertThat(nightAndDay(site)).isEqualTo(springs);
		}
	}

	/** Spring itself tells of the failed method of a publisher like this. */
	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void errorHandlerIsToldTheCacheThatWasResolved(boolean singleFlight) throws Exception {
		try (Site site = Site.with(singleFlight)) {
			site.cache("jobs").put("P1", "old");
			site.work().fails(new IllegalStateException("broken"));
			assertThatIllegalStateException().isThrownBy(() -> Site.resolve(site.asyncJobs().monoWithPut("P1")));
			assertThat(site.errors().caches).containsExactly(site.cache("jobs"));
		}
	}

	private static List<String> nightAndDay(Site site) throws Exception {
		for (int i = 0; i < 2; i++) {
			site.nightJobs().keyed("P1");
			site.jobs().keyed("P1");
			site.nightJobs().generatedOnce("P1");
			site.jobs().generatedOnce("P1");
			site.nightPlans().planOfItsClass("P1");
			site.plans().planOfItsClass("P1");
			site.nightJobs().resolved("P1");
		}
		return site.contents();
	}

	@Test
	void tableOfThePageIsThatOfTheFeatures() throws IOException {
		List<String> table = Files.readAllLines(PAGE)
			.stream()
			.filter((line) -> line.startsWith("| ") && (line.contains("| one run") || line.contains("| a run each")))
			.toList();
		assertThat(table)
			.containsExactlyElementsOf(Arrays.stream(AnnotationFeature.values()).map(AnnotationFeature::row).toList());
	}

	/** Writes down all that a caller sees, and what is cached in the end. */
	private static List<String> drill(Site site, AnnotationFeature feature) {
		Work work = site.work();
		List<String> seen = new ArrayList<>();
		for (String key : new String[] { "P1", "P1", "t2", "t2" }) {
			seen.add(ask(site, feature, key));
		}
		seen.addAll(site.contents());
		site.cache("jobs").evict("P1");
		site.cache("first").clear();
		seen.add(ask(site, feature, "P1"));
		work.answersNothing();
		seen.add(ask(site, feature, "P3"));
		seen.add(ask(site, feature, "P3"));
		for (Exception failure : new Exception[] { new IOException("down"), new IllegalStateException("broken") }) {
			work.fails(failure);
			seen.add(ask(site, feature, "P4"));
			seen.add(ask(site, feature, "P1"));
		}
		work.recovers();
		seen.add(ask(site, feature, "P4"));
		site.cache("copies").put("P5", "copy");
		seen.add(ask(site, feature, "P5"));
		seen.add(ask(site, feature, "P5"));
		seen.add(work.runs() + " runs");
		seen.add(work.conditions() + " conditions");
		seen.addAll(site.contents());
		assertThat(site.named("jobs").metrics().loadsInFlight()).isZero();
		return seen;
	}

	private static String ask(Site site, AnnotationFeature feature, String key) {
		try {
			return key + " -> " + feature.ask(site, key);
		}
		catch (Exception ex) {
			return key + " -> " + ex.getClass().getName() + ": " + ex.getMessage();
		}
	}

	/**
	 * Counts how often a method runs for callers of a cold key who come at the same time.
	 */
	private int runs(AnnotationFeature feature, boolean singleFlight, int callers) throws Exception {
		try (Site site = Site.with(singleFlight)) {
			feature.ask(site, "P warm");
			int before = site.work().runs();
			site.work().block();
			List<Future<Object>> answers = new ArrayList<>();
			for (int i = 0; i < callers; i++) {
				answers.add(this.workers.start(() -> feature.ask(site, "P cold")));
				Parking.await(this.workers.last());
			}
			site.work().release();
			Set<Object> different = new HashSet<>();
			for (Future<Object> answer : answers) {
				different.add(Workers.result(answer));
			}
			int runs = site.work().runs() - before;
			assertThat(different).hasSize(runs);
			return runs;
		}
	}

}
