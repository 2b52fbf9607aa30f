package io.github.twscache.application;

import java.util.concurrent.atomic.AtomicInteger;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.stereotype.Service;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * The least application there can be: it enables caching and has cached methods.
 */
@SpringBootApplication(proxyBeanMethods = false)
@EnableCaching
public class JobApplication {

	/**
	 * Answers with the status of a job and how often one was made out.
	 */
	@RestController
	static class JobController {

		private final JobService service;

		JobController(JobService service) {
			this.service = service;
		}

		@GetMapping("/jobs/{job}")
		String job(@PathVariable String job) {
			return this.service.status(job);
		}

		@GetMapping("/short/{job}")
		String brief(@PathVariable String job) {
			return this.service.shortStatus(job);
		}

	}

	/**
	 * Makes out the status of jobs.
	 */
	@Service
	public static class JobService {

		private final AtomicInteger calls = new AtomicInteger();

		@Cacheable("jobs")
		public String status(String job) {
			return job + " " + this.calls.incrementAndGet();
		}

		@Cacheable("short")
		public String shortStatus(String job) {
			return job + " " + this.calls.incrementAndGet();
		}

	}

}
