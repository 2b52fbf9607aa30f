package io.github.twscache.sample.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.transaction.annotation.Transactional;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link JobRepository} and {@link PlanStore} on the embedded database. Each
 * test's writes are rolled back.
 */
@SpringBootTest(webEnvironment = WebEnvironment.NONE,
		properties = { "sample.traffic.reads-per-second=0", "sample.scheduler-interval=1h" })
@Transactional
class JobRepositoryTests {

	private static final JobKey PAYROLL = new JobKey("PROD_CPU01", "PAYROLL", "FINAL_BATCH_PAYROLL");

	@Autowired
	private JobRepository repository;

	@Autowired
	private PlanStore store;

	@Autowired
	private Plan plan;

	@Test
	void everyJobOfThePlanIsFound() {
		assertThat(this.plan.jobs()).hasSize(5000)
			.allSatisfy((key) -> assertThat(this.repository.find(key)).get().extracting(Job::key).isEqualTo(key));
	}

	@Test
	void unknownJobAndStreamAreEmpty() {
		assertThat(this.repository.find(new JobKey("PROD_CPU01", "PAYROLL", "NO_SUCH_JOB"))).isEmpty();
		assertThat(this.repository.findStream(new StreamKey("PROD_CPU01", "NO_SUCH_STREAM"))).isEmpty();
	}

	@Test
	void streamHasItsJobsAndCountsThem() {
		StreamOverview stream = this.repository.findStream(PAYROLL.streamKey()).orElseThrow();
		List<JobKey> expected = this.plan.jobs()
			.stream()
			.filter((key) -> key.streamKey().equals(PAYROLL.streamKey()))
			.toList();
		assertThat(stream.jobs().stream().map(Job::key)).containsExactlyInAnyOrderElementsOf(expected);
		assertThat(stream.total()).isEqualTo(expected.size());
		assertThat(stream.byStatus().get(JobStatus.SUCC))
			.isEqualTo((int) stream.jobs().stream().filter((job) -> job.status() == JobStatus.SUCC).count());
	}

	@Test
	void summaryAddsUp() {
		PlanSummary summary = this.repository.summarize();
		assertThat(summary.total()).isEqualTo(5000);
		assertThat(summary.workstations()).hasSize(40);
		assertThat(summary.workstations().stream().mapToInt(PlanSummary.Workstation::total).sum()).isEqualTo(5000);
		assertThat(summary.byStatus()).containsOnlyKeys(JobStatus.values());
		assertThat(summary.byStatus().values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(5000);
	}

	@Test
	void pagesOfAListingMeetWithoutGapOrOverlap() {
		JobFilter filter = new JobFilter("PROD_CPU01", null, null, null);
		JobPage all = this.repository.list(filter, 0, 200);
		JobPage first = this.repository.list(filter, 0, 50);
		JobPage second = this.repository.list(filter, 1, 50);
		assertThat(first.jobs()).hasSize(50);
		assertThat(all.total()).isEqualTo(first.total()).isEqualTo(all.jobs().size());
		assertThat(keys(first)).isEqualTo(keys(all).subList(0, 50));
		assertThat(keys(second)).isEqualTo(keys(all).subList(50, 100));
	}

	@Test
	void listingIsFilteredByEachPart() {
		assertThat(this.repository.list(JobFilter.ALL, 0, 1).total()).isEqualTo(5000);
		assertThat(this.repository.list(new JobFilter(null, "PAYROLL", JobStatus.SUCC, " "), 0, 200).jobs())
			.isNotEmpty()
			.allMatch((job) -> job.stream().equals("PAYROLL") && job.status() == JobStatus.SUCC);
		assertThat(this.repository.list(new JobFilter(null, null, null, "final_batch"), 0, 200).jobs()).hasSize(8)
			.allMatch((job) -> job.job().equals("FINAL_BATCH_PAYROLL"));
	}

	@Test
	void wildcardsInTheTextAreTakenLiterally() {
		assertThat(this.repository.list(new JobFilter(null, null, null, "%"), 0, 1).total()).isZero();
		assertThat(this.repository.list(new JobFilter(null, null, null, "FINAL?BATCH"), 0, 1).total()).isZero();
	}

	@Test
	void restartMakesTheJobReadyWithANewRun() {
		Job before = this.repository.find(PAYROLL).orElseThrow();
		JobRepository.Restarted restarted = this.repository.restart(PAYROLL).orElseThrow();
		assertThat(restarted.before().status()).isEqualTo(before.status());
		assertThat(restarted.after().status()).isEqualTo(JobStatus.READY);
		assertThat(restarted.after().run()).isEqualTo(before.run() + 1);
		assertThat(this.repository.find(PAYROLL)).get().extracting(Job::run).isEqualTo(before.run() + 1);
	}

	@Test
	void restartOfAnUnknownJobChangesNothing() {
		assertThat(this.repository.restart(new JobKey("A", "B", "C"))).isEmpty();
	}

	@Test
	void dueJobsAreAdvanced() {
		Instant later = Instant.now().plus(Duration.ofDays(1));
		List<Job> due = this.store.due(later, 10);
		assertThat(due).hasSize(10);
		assertThat(this.store.advance(due.stream().map(JobRepositoryTests::step).toList(), later)).isEqualTo(10);
		assertThat(due).allSatisfy((seen) -> assertThat(this.repository.find(seen.key()).orElseThrow().status())
			.isNotEqualTo(seen.status()));
	}

	@Test
	void jobThatWasRestartedMeanwhileIsNotAdvanced() {
		Job seen = this.repository.find(PAYROLL).orElseThrow();
		this.repository.restart(PAYROLL);
		assertThat(this.store.advance(List.of(step(seen)), Instant.now())).isZero();
		assertThat(this.repository.find(PAYROLL).orElseThrow().status()).isEqualTo(JobStatus.READY);
	}

	private static PlanStore.Change step(Job seen) {
		return new PlanStore.Change(seen,
				new JobStateMachine(new SplittableRandom(1)).after(seen.status(), seen.estimatedSeconds()));
	}

	private static List<JobKey> keys(JobPage page) {
		return page.jobs().stream().map(Job::key).toList();
	}

}
