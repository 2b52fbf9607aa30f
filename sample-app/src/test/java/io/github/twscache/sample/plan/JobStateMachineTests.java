package io.github.twscache.sample.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link JobStateMachine}.
 */
class JobStateMachineTests {

	private static final Map<JobStatus, Set<JobStatus>> FOLLOWERS = new EnumMap<>(Map.of(JobStatus.WAITING,
			EnumSet.of(JobStatus.READY, JobStatus.HOLD), JobStatus.READY, EnumSet.of(JobStatus.EXEC), JobStatus.EXEC,
			EnumSet.of(JobStatus.SUCC, JobStatus.ABEND), JobStatus.HOLD, EnumSet.of(JobStatus.READY), JobStatus.ABEND,
			EnumSet.of(JobStatus.READY), JobStatus.SUCC, EnumSet.of(JobStatus.WAITING)));

	private final JobStateMachine machine = new JobStateMachine(new SplittableRandom(7));

	@ParameterizedTest
	@EnumSource
	void everyFollowerIsReachedAndNoOther(JobStatus from) {
		Set<JobStatus> reached = EnumSet.noneOf(JobStatus.class);
		for (int i = 0; i < 1000; i++) {
			reached.add(this.machine.after(from, 10).to());
		}
		assertThat(reached).isEqualTo(FOLLOWERS.get(from));
	}

	@ParameterizedTest
	@EnumSource
	void newRunBeginsOnlyAfterTheEndOfTheLast(JobStatus from) {
		assertThat(this.machine.after(from, 10).newRun()).isEqualTo(from == JobStatus.SUCC || from == JobStatus.ABEND);
	}

	@Test
	void runningJobStaysAboutAsLongAsEstimated() {
		for (int i = 0; i < 1000; i++) {
			assertThat(this.machine.stay(JobStatus.EXEC, 20)).isBetween(Duration.ofSeconds(10), Duration.ofSeconds(30));
		}
	}

	@Test
	void finishedJobStaysLongerThanRunningOne() {
		for (int i = 0; i < 100; i++) {
			assertThat(this.machine.stay(JobStatus.SUCC, 20)).isGreaterThan(this.machine.stay(JobStatus.EXEC, 20));
		}
	}

	@Test
	void sameSeedMakesTheSameChoices() {
		assertThat(walk(new JobStateMachine(new SplittableRandom(1))))
			.isEqualTo(walk(new JobStateMachine(new SplittableRandom(1))))
			.isNotEqualTo(walk(new JobStateMachine(new SplittableRandom(2))));
	}

	private static List<JobStateMachine.Transition> walk(JobStateMachine machine) {
		List<JobStateMachine.Transition> walked = new ArrayList<>();
		JobStatus status = JobStatus.WAITING;
		for (int i = 0; i < 100; i++) {
			JobStateMachine.Transition transition = machine.after(status, 10);
			walked.add(transition);
			status = transition.to();
		}
		return walked;
	}

}
