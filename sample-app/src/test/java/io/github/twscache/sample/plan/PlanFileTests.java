package io.github.twscache.sample.plan;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.Test;

import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.ClassPathResource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link PlanFile} and for the file that is shipped.
 */
class PlanFileTests {

	private static final ClassPathResource SHIPPED = new ClassPathResource("plan.csv");

	@Test
	void shippedPlanIsWhatTheGeneratorMakes() throws IOException {
		assertThat(SHIPPED.getContentAsString(StandardCharsets.UTF_8)).isEqualTo(PlanGenerator.generate());
	}

	@Test
	void shippedPlanHasTheSizeThatIsTold() {
		List<PlanEntry> entries = PlanFile.read(SHIPPED);
		assertThat(entries).hasSize(5000);
		assertThat(entries.stream().map(PlanEntry::key).distinct()).hasSize(5000);
		assertThat(entries.stream().map((entry) -> entry.key().streamKey()).distinct()).hasSize(200);
		assertThat(entries.stream().map((entry) -> entry.key().workstation()).distinct()).hasSize(40);
		assertThat(entries.stream().map(PlanEntry::status).distinct()).containsExactlyInAnyOrder(JobStatus.values());
	}

	@Test
	void shippedPlanHasTheCriticalJobs() {
		assertThat(PlanFile.read(SHIPPED).stream().map((entry) -> entry.key().toString())).contains(
				"PROD_CPU01#PAYROLL.FINAL_BATCH_PAYROLL", "PROD_CPU01#EOD.EOD_PROCESSING",
				"PROD_CPU01#CLOSING.MONTHLY_CLOSE", "PROD_CPU01#BACKUP.DAILY_BACKUP");
	}

	@Test
	void fieldsAreRead() {
		assertThat(PlanFile.read(csv(PlanFile.HEADING + "\nCPU01,PAYROLL,JOB7,50,12,EXEC\n")))
			.containsExactly(new PlanEntry(new JobKey("CPU01", "PAYROLL", "JOB7"), 50, 12, JobStatus.EXEC));
	}

	@Test
	void lineWithAMissingFieldIsNamed() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> PlanFile.read(csv(PlanFile.HEADING + "\nA,B,C,1,1,SUCC\nA,B,D,1,1\n")))
			.withMessageContaining("line 3")
			.withMessageContaining("6 fields");
	}

	@Test
	void lineWithAnUnknownStatusIsNamed() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> PlanFile.read(csv(PlanFile.HEADING + "\nA,B,C,1,1,DONE\n")))
			.withMessageContaining("line 2")
			.withMessageContaining("DONE");
	}

	@Test
	void fileWithoutItsHeadingIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> PlanFile.read(csv("A,B,C,1,1,SUCC\n")))
			.withMessageContaining(PlanFile.HEADING);
	}

	private static ByteArrayResource csv(String content) {
		return new ByteArrayResource(content.getBytes(StandardCharsets.UTF_8), "plan.csv");
	}

}
