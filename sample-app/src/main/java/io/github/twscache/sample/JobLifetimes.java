package io.github.twscache.sample;

import io.github.twscache.TtlPolicy;
import io.github.twscache.TwsCacheCustomizer;
import io.github.twscache.sample.plan.Job;
import io.github.twscache.sample.plan.JobKey;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Has finished jobs cached for longer than those whose status may change at any moment,
 * which live for the time of their cache.
 */
@Configuration(proxyBeanMethods = false)
class JobLifetimes {

	@Bean
	TwsCacheCustomizer finishedJobsLiveLonger(SampleProperties properties) {
		TtlPolicy<JobKey, Job> policy = (key, job) -> (job != null && job.status().isFinished())
				? properties.finishedTtl() : TtlPolicy.OWN_TTL;
		return (cacheName, settings) -> {
			if (cacheName.equals("jobs")) {
				settings.ttlPolicy(policy);
			}
		};
	}

}
