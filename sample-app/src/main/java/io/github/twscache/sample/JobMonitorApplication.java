package io.github.twscache.sample;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.scheduling.annotation.EnableScheduling;

/**
 * Starts the job monitor. Nothing here or in the service names tws-cache: the starter on
 * the class path and {@code @EnableCaching} are all it takes. {@link JobLifetimes} and
 * the page's look at staleness go beyond that.
 */
@SpringBootApplication
@EnableCaching
@EnableScheduling
@ConfigurationPropertiesScan
public class JobMonitorApplication {

	public static void main(String[] args) {
		SpringApplication.run(JobMonitorApplication.class, args);
	}

}
