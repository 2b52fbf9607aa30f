package io.github.twscache.actuate;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

import io.github.twscache.CacheHierarchy;
import io.github.twscache.NamedCache;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * An application with Actuator on a port of its own, and what asks it over HTTP.
 */
public final class RunningApplication implements AutoCloseable {

	private static final JsonMapper JSON = new JsonMapper();

	private final HttpClient client = HttpClient.newHttpClient();

	private final ConfigurableApplicationContext context;

	private final String root;

	private RunningApplication(ConfigurableApplicationContext context) {
		this.context = context;
		int port = ((WebServerApplicationContext) context).getWebServer().getPort();
		this.root = "http://localhost:" + port + "/actuator";
	}

	/**
	 * Starts an application in which all endpoints are exposed.
	 * @param properties further properties
	 * @return the application
	 */
	public static RunningApplication start(String... properties) {
		return start(CachingApplication.class, properties);
	}

	/**
	 * Starts an application.
	 * @param application its configuration
	 * @param properties further properties
	 * @return the application
	 */
	public static RunningApplication start(Class<?> application, String... properties) {
		SpringApplication spring = new SpringApplicationBuilder(application)
			.properties("server.port=0", "management.endpoints.web.exposure.include=*", "spring.main.banner-mode=off")
			.properties(properties)
			.build();
		return new RunningApplication(spring.run());
	}

	public <T> T bean(Class<T> type) {
		return this.context.getBean(type);
	}

	public <K, V> NamedCache<K, V> cache(String name) {
		return bean(CacheHierarchy.class).cache(name);
	}

	public Answer get(String path) {
		return send(request(path).GET());
	}

	public Answer delete(String path) {
		return send(request(path).DELETE());
	}

	public Answer post(String path, String json) {
		return send(request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)));
	}

	private HttpRequest.Builder request(String path) {
		return HttpRequest.newBuilder(URI.create(this.root + path));
	}

	private Answer send(HttpRequest.Builder request) {
		try {
			HttpResponse<String> response = this.client.send(request.build(), BodyHandlers.ofString());
			return new Answer(response.statusCode(), response.body());
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public void close() {
		this.context.close();
	}

	/**
	 * What came back.
	 *
	 * @param status the status code
	 * @param text the body
	 */
	public record Answer(int status, String text) {

		public JsonNode json() {
			return JSON.readTree(this.text);
		}

		public String reason() {
			return json().path("reason").asString("");
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@EnableCaching
	static class CachingApplication {

	}

}
