package io.github.twscache.sample.scheduling;

import java.time.Duration;

import io.github.twscache.sample.plan.JobRepository;
import io.github.twscache.sample.plan.PlanSummary;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link PlanScheduler} as it runs in the application.
 */
@SpringBootTest(webEnvironment = WebEnvironment.NONE,
		properties = { "sample.traffic.reads-per-second=0", "sample.scheduler-interval=50ms" })
class PlanSchedulerTests {

	@Autowired
	private PlanScheduler scheduler;

	@Autowired
	private JobRepository repository;

	@Test
	void planKeepsMovingAndLosesNoJob() {
		PlanSummary first = this.repository.summarize();
		long changes = this.scheduler.changes();
		await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
			assertThat(this.scheduler.changes()).isGreaterThan(changes + 20);
			assertThat(this.repository.summarize().byStatus()).isNotEqualTo(first.byStatus());
		});
		assertThat(this.repository.summarize().total()).isEqualTo(5000);
	}

}
