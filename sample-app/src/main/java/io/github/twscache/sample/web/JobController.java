package io.github.twscache.sample.web;

import java.net.URI;
import java.util.List;

import io.github.twscache.sample.plan.Job;
import io.github.twscache.sample.plan.JobFilter;
import io.github.twscache.sample.plan.JobFreshness;
import io.github.twscache.sample.plan.JobKey;
import io.github.twscache.sample.plan.JobPage;
import io.github.twscache.sample.plan.JobRepository;
import io.github.twscache.sample.plan.JobService;
import io.github.twscache.sample.plan.JobStatus;
import io.github.twscache.sample.plan.Plan;
import io.github.twscache.sample.plan.PlanSummary;
import io.github.twscache.sample.plan.Restart;
import io.github.twscache.sample.plan.RestartLog;
import io.github.twscache.sample.plan.StreamKey;
import io.github.twscache.sample.plan.StreamOverview;
import org.jspecify.annotations.Nullable;

import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * The REST API of the job monitor. One job, one stream and the summary come through the
 * caches; listings come straight from the database.
 */
@RestController
@RequestMapping("/api")
class JobController {

	private static final int MOST_JOBS_A_PAGE = 200;

	private static final int LOG_LINES = 10;

	private final JobService service;

	private final JobRepository repository;

	private final RestartLog log;

	private final Plan plan;

	private final JobFreshness freshness;

	JobController(JobService service, JobRepository repository, RestartLog log, Plan plan, JobFreshness freshness) {
		this.service = service;
		this.repository = repository;
		this.log = log;
		this.plan = plan;
		this.freshness = freshness;
	}

	@GetMapping("/jobs/{workstation}/{stream}/{job}")
	Job job(@PathVariable String workstation, @PathVariable String stream, @PathVariable String job) {
		return this.service.find(new JobKey(workstation, stream, job));
	}

	@GetMapping("/jobs/{workstation}/{stream}/{job}/freshness")
	JobFreshness.Freshness freshness(@PathVariable String workstation, @PathVariable String stream,
			@PathVariable String job) {
		return this.freshness.of(new JobKey(workstation, stream, job));
	}

	@PostMapping("/jobs/{workstation}/{stream}/{job}/restart")
	ResponseEntity<Job> restart(@PathVariable String workstation, @PathVariable String stream,
			@PathVariable String job) {
		JobService.Receipt receipt = this.service.restart(new JobKey(workstation, stream, job));
		return ResponseEntity.ok().location(URI.create("/api/restarts/" + receipt.restart().id())).body(receipt.job());
	}

	@GetMapping("/streams/{workstation}/{stream}")
	StreamOverview stream(@PathVariable String workstation, @PathVariable String stream) {
		return this.service.findStream(new StreamKey(workstation, stream));
	}

	@GetMapping("/summary")
	PlanSummary summary() {
		return this.service.summarize();
	}

	@GetMapping("/jobs")
	JobPage jobs(@RequestParam(required = false) @Nullable String workstation,
			@RequestParam(required = false) @Nullable String stream,
			@RequestParam(required = false) @Nullable JobStatus status,
			@RequestParam(required = false) @Nullable String text, @RequestParam(defaultValue = "0") int page,
			@RequestParam(defaultValue = "25") int size) {
		if (page < 0 || size < 1 || size > MOST_JOBS_A_PAGE) {
			throw new IllegalArgumentException(
					"page must be 0 or more, and size from 1 to %d".formatted(MOST_JOBS_A_PAGE));
		}
		return this.repository.list(new JobFilter(workstation, stream, status, text), page, size);
	}

	@GetMapping("/streams")
	List<StreamKey> streams() {
		return this.plan.streams();
	}

	@GetMapping("/restarts")
	List<Restart> restarts() {
		return this.log.latest(LOG_LINES);
	}

	@GetMapping("/restarts/{id}")
	Restart restart(@PathVariable long id) {
		return this.log.find(id);
	}

}
