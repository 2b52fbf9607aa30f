package io.github.twscache.sample.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.cache.CacheManager;
import org.springframework.dao.DataAccessResourceFailureException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests for what {@link JobService} promises: an answer is never older than the time to
 * live, and never wrong after a restart.
 */
@SpringBootTest(webEnvironment = WebEnvironment.NONE,
		properties = { "sample.traffic.reads-per-second=0", "sample.scheduler-interval=1h", "sample.finished-ttl=2s",
				"tws.cache.caches.jobs.ttl=2s", "tws.cache.caches.jobs.fail-safe.max-stale=10m",
				"tws.cache.caches.jobs.fail-safe.throttle=100ms" })
class JobServiceTests {

	private static final Duration TTL = Duration.ofSeconds(2);

	private static final JobKey EOD = new JobKey("PROD_CPU01", "EOD", "EOD_PROCESSING");

	@Autowired
	private JobService service;

	@Autowired
	private JobRepository repository;

	@Autowired
	private PlanStore store;

	@Autowired
	private RestartLog log;

	@Autowired
	private Outage outage;

	@Autowired
	private JobFreshness freshness;

	@Autowired
	private CacheManager caches;

	@AfterEach
	void clearCaches() {
		this.outage.begin(EOD, Duration.ZERO);
		this.caches.resetCaches();
	}

	@Test
	void secondReadIsAnsweredByTheCache() {
		assertThat(this.service.find(EOD)).isSameAs(this.service.find(EOD));
		assertThat(this.service.findStream(EOD.streamKey())).isSameAs(this.service.findStream(EOD.streamKey()));
		assertThat(this.service.summarize()).isSameAs(this.service.summarize());
	}

	@Test
	void unknownJobIsNotCached() {
		JobKey unknown = new JobKey("PROD_CPU01", "EOD", "NO_SUCH_JOB");
		assertThatExceptionOfType(UnknownPlanItemException.class).isThrownBy(() -> this.service.find(unknown))
			.withMessageContaining("PROD_CPU01#EOD.NO_SUCH_JOB");
		assertThat(this.caches.getCache("jobs").get(unknown)).isNull();
	}

	@Test
	void changeByTheSchedulerIsSeenWhenTheTimeToLiveIsOver() {
		Job cached = this.service.find(EOD);
		Instant now = Instant.now();
		this.store.advance(List.of(new PlanStore.Change(cached,
				new JobStateMachine(new SplittableRandom(1)).after(cached.status(), cached.estimatedSeconds()))), now);
		assertThat(this.service.find(EOD)).isSameAs(cached);
		await().pollInterval(Duration.ofMillis(20)).atMost(TTL.multipliedBy(5)).untilAsserted(() -> {
			Instant start = Instant.now();
			Job seen = this.service.find(EOD);
			assertThat(Duration.between(seen.asOf(), start)).isLessThan(TTL.plusMillis(500));
			assertThat(seen.status()).isNotEqualTo(cached.status());
		});
		assertThat(Duration.between(cached.asOf(), Instant.now())).isGreaterThanOrEqualTo(TTL);
	}

	@Test
	void lastStatusIsServedStaleWhileTheDatabaseDoesNotAnswer() {
		assertThat(this.freshness.of(EOD).cached()).isFalse();
		Job last = this.service.find(EOD);
		assertThat(this.freshness.of(EOD)).satisfies((fresh) -> {
			assertThat(fresh.cached()).isTrue();
			assertThat(fresh.stale()).isFalse();
		});
		this.outage.begin(EOD, Duration.ofMinutes(5));
		await().pollInterval(Duration.ofMillis(20)).atMost(TTL.multipliedBy(5)).untilAsserted(() -> {
			assertThat(this.service.find(EOD)).isSameAs(last);
			assertThat(this.freshness.of(EOD).stale()).isTrue();
		});
		assertThat(this.freshness.of(EOD).ageMillis()).isGreaterThanOrEqualTo(TTL.toMillis());
		this.outage.begin(EOD, Duration.ZERO);
		await().pollInterval(Duration.ofMillis(20)).atMost(TTL.multipliedBy(5)).untilAsserted(() -> {
			assertThat(this.service.find(EOD)).isNotSameAs(last);
			assertThat(this.freshness.of(EOD).stale()).isFalse();
		});
	}

	@Test
	void restartWinsOverAStatusThatWouldBeServedStale() {
		this.service.find(EOD);
		this.outage.begin(EOD, Duration.ofMinutes(5));
		this.service.restart(EOD);
		assertThatExceptionOfType(DataAccessResourceFailureException.class).isThrownBy(() -> this.service.find(EOD))
			.withMessageContaining("does not answer for PROD_CPU01#EOD.EOD_PROCESSING");
	}

	@Test
	void restartIsSeenInAllCachesAtOnce() {
		Job before = this.service.find(EOD);
		StreamOverview streamBefore = this.service.findStream(EOD.streamKey());
		PlanSummary summaryBefore = this.service.summarize();
		JobService.Receipt receipt = this.service.restart(EOD);
		assertThat(this.service.find(EOD).run()).isEqualTo(before.run() + 1).isEqualTo(receipt.job().run());
		assertThat(this.service.find(EOD).status()).isEqualTo(JobStatus.READY);
		assertThat(this.service.findStream(EOD.streamKey())).isNotSameAs(streamBefore)
			.extracting(StreamOverview::byStatus)
			.isEqualTo(this.repository.findStream(EOD.streamKey()).orElseThrow().byStatus());
		assertThat(this.service.summarize()).isNotSameAs(summaryBefore)
			.extracting(PlanSummary::workstations)
			.isEqualTo(this.repository.summarize().workstations());
	}

	@Test
	void restartIsLoggedAndItsLineIsInTheCacheAlready() {
		Restart line = this.service.restart(EOD).restart();
		assertThat(this.caches.getCache("restarts").get(line.id()).get()).isEqualTo(line);
		assertThat(this.log.find(line.id())).isEqualTo(line);
		assertThat(this.log.latest(1)).containsExactly(line);
		assertThat(line.job()).isEqualTo("PROD_CPU01#EOD.EOD_PROCESSING");
	}

	/*
	 * Readers that find the entry gone load it while the next restart evicts it. A load
	 * that brought back what it had read before the restart would show a run that is
	 * over.
	 */
	@Test
	void noReadAfterARestartSeesAnOlderRun() throws Exception {
		int readers = 4;
		AtomicInteger restartedRun = new AtomicInteger(this.service.find(EOD).run());
		AtomicBoolean stop = new AtomicBoolean();
		ExecutorService executor = Executors.newFixedThreadPool(readers);
		try {
			List<Future<Long>> results = new ArrayList<>();
			for (int i = 0; i < readers; i++) {
				results.add(executor.submit(() -> readUntil(stop, restartedRun)));
			}
			for (int i = 0; i < 500; i++) {
				restartedRun.set(this.service.restart(EOD).job().run());
			}
			stop.set(true);
			for (Future<Long> result : results) {
				assertThat(result.get(30, TimeUnit.SECONDS)).isPositive();
			}
		}
		finally {
			stop.set(true);
			executor.shutdownNow();
		}
		assertThat(this.service.find(EOD).run()).isEqualTo(restartedRun.get());
	}

	private long readUntil(AtomicBoolean stop, AtomicInteger restartedRun) {
		long reads = 0;
		while (!stop.get()) {
			int least = restartedRun.get();
			assertThat(this.service.find(EOD).run()).isGreaterThanOrEqualTo(least);
			reads++;
		}
		return reads;
	}

}
