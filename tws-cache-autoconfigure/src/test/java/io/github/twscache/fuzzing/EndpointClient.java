package io.github.twscache.fuzzing;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

import io.github.twscache.actuate.RunningApplication;
import io.github.twscache.actuate.RunningApplication.Answer;

import org.springframework.core.env.Environment;

/**
 * Sends requests with any method, type and bytes to a running application.
 */
final class EndpointClient {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private final HttpClient client = HttpClient.newHttpClient();

	private final String root;

	EndpointClient(RunningApplication application) {
		String port = application.bean(Environment.class).getRequiredProperty("local.server.port");
		this.root = "http://localhost:" + port + "/actuator";
	}

	Answer send(EndpointRequest request) throws IOException, InterruptedException {
		HttpRequest sent = HttpRequest.newBuilder(URI.create(this.root + request.path()))
			.timeout(PATIENCE)
			.header("Content-Type", request.contentType())
			.header("Accept", "application/json")
			.method(request.method(), BodyPublishers.ofByteArray(request.body()))
			.build();
		HttpResponse<String> response = this.client.send(sent, BodyHandlers.ofString());
		return new Answer(response.statusCode(), response.body());
	}

}
