package io.github.twscache.sample.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

import io.github.twscache.sample.plan.JobKey;
import io.github.twscache.sample.plan.Outage;
import io.github.twscache.sample.scheduling.PlanScheduler;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * What the page needs to put the cache to work. An application of one's own has no need
 * of it.
 */
@RestController
@RequestMapping("/api/demo")
class DemoController {

	private static final int MOST_COMPARED_READS = 2000;

	private static final int LONGEST_OUTAGE_SECONDS = 300;

	private final MeasuredReads reads;

	private final Burst burst;

	private final PlanScheduler scheduler;

	private final Outage outage;

	DemoController(MeasuredReads reads, Burst burst, PlanScheduler scheduler, Outage outage) {
		this.reads = reads;
		this.burst = burst;
		this.scheduler = scheduler;
		this.outage = outage;
	}

	@GetMapping("/live")
	LiveFigures live() {
		List<Comparison> latencies = Stream.of(ReadKind.values())
			.map((kind) -> new Comparison(kind, this.reads.recentCached(kind), this.reads.recentDirect(kind)))
			.toList();
		return new LiveFigures(Instant.now(), this.reads.reads(), this.scheduler.changes(), this.burst.isRunning(),
				latencies);
	}

	@PostMapping("/burst")
	BurstResult burst(@RequestBody(required = false) BurstRequest request) throws InterruptedException {
		return this.burst.run((request != null) ? request : new BurstRequest(null, null));
	}

	@PostMapping("/compare")
	List<Comparison> compare(@RequestParam(defaultValue = "200") int reads) {
		if (reads < 1 || reads > MOST_COMPARED_READS) {
			throw new IllegalArgumentException(
					"reads is %d but must be from 1 to %d".formatted(reads, MOST_COMPARED_READS));
		}
		return Stream.of(ReadKind.values()).map((kind) -> compare(kind, reads)).toList();
	}

	@PostMapping("/outage")
	void outage(@RequestParam String workstation, @RequestParam String stream, @RequestParam String job,
			@RequestParam(defaultValue = "20") int seconds) {
		if (seconds < 0 || seconds > LONGEST_OUTAGE_SECONDS) {
			throw new IllegalArgumentException(
					"seconds is %d but must be from 0 to %d".formatted(seconds, LONGEST_OUTAGE_SECONDS));
		}
		this.outage.begin(new JobKey(workstation, stream, job), Duration.ofSeconds(seconds));
	}

	private Comparison compare(ReadKind kind, int count) {
		LatencyHistogram cached = new LatencyHistogram();
		LatencyHistogram direct = new LatencyHistogram();
		long seed = System.nanoTime();
		SplittableRandom forCached = new SplittableRandom(seed);
		SplittableRandom forDirect = new SplittableRandom(seed);
		for (int i = 0; i < count; i++) {
			cached.record(this.reads.readCached(kind, forCached));
			direct.record(this.reads.readDirect(kind, forDirect));
		}
		return new Comparison(kind, cached.toLatency(), direct.toLatency());
	}

	@ExceptionHandler
	ProblemDetail burstRunning(BurstRunningException ex) {
		return ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT, String.valueOf(ex.getMessage()));
	}

}
