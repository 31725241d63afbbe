package dev.freehold.registry.source;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * A storage that speaks S3, asked by path ({@code endpoint/bucket/key}). Objects are asked for in the state in which they were
 * listed, by entity tag; one that has changed since ends the pull.
 */
final class S3Source implements ModelSource {
    private static final int MOST_PAGES = 20;

    private final Reference.S3 reference;
    private final URI endpoint;
    private final Web web;

    S3Source(Reference.S3 reference, URI endpoint, Web web) {
        this.reference = reference;
        this.endpoint = endpoint;
        this.web = web;
    }

    @Override
    public Listing list() throws IOException {
        List<ListedFile> files = new ArrayList<>();
        String token = "";
        for (int page = 0; page < MOST_PAGES; page++) {
            Page answer = page(token);
            files.addAll(answer.files());
            token = answer.next();
            if (token.isEmpty()) {
                return Listing.of(pinned(files), true, files);
            }
        }
        throw failure("lists too many objects under this prefix");
    }

    /** Names the state of all objects: their keys, sizes and entity tags. */
    private String pinned(List<ListedFile> files) {
        StringBuilder state = new StringBuilder();
        for (ListedFile file : files) {
            state.append(file.place()).append('\n').append(file.size()).append('\n');
        }
        return reference.pinned(Checksum.sha256(state.toString().getBytes(StandardCharsets.UTF_8))
                .hex());
    }

    private Page page(String token) throws IOException {
        SortedMap<String, String> query = new TreeMap<>();
        query.put("list-type", "2");
        query.put("prefix", reference.prefix());
        if (!token.isEmpty()) {
            query.put("continuation-token", token);
        }
        List<String> parameters = new ArrayList<>();
        query.forEach((name, value) -> parameters.add(PercentEncoding.text(name) + "=" + PercentEncoding.text(value)));
        return parse(web.text(address("?" + String.join("&", parameters)), Web.Headers.NONE));
    }

    @Override
    public Body open(ListedFile file, long from, Optional<String> validator) throws IOException {
        int space = file.place().indexOf(' ');
        String tag = file.place().substring(0, space);
        URI address = address("/" + PercentEncoding.path(file.place().substring(space + 1)));
        return new RangedGet(web)
                .open(address, file, from, validator, (request, at) -> request.header("If-Match", tag));
    }

    private URI address(String rest) {
        return URI.create(endpoint.toString().replaceFirst("/+$", "") + "/" + reference.bucket() + rest);
    }

    /** A part of the listing, and what to ask for the next with; empty at the end. */
    private record Page(List<ListedFile> files, String next) {}

    private Page parse(byte[] xml) throws SourceFailure {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try {
            XMLStreamReader reader = factory.createXMLStreamReader(new ByteArrayInputStream(xml));
            return page(reader);
        } catch (XMLStreamException | IllegalArgumentException malformed) {
            throw failure("does not answer with a listing");
        }
    }

    private Page page(XMLStreamReader reader) throws XMLStreamException {
        List<ListedFile> files = new ArrayList<>();
        String next = "";
        SortedMap<String, String> object = new TreeMap<>();
        while (reader.hasNext()) {
            int event = reader.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                switch (reader.getLocalName()) {
                    case "Key", "Size", "ETag" -> object.put(reader.getLocalName(), reader.getElementText());
                    case "NextContinuationToken" -> next = reader.getElementText();
                    default -> {}
                }
            } else if (event == XMLStreamConstants.END_ELEMENT
                    && reader.getLocalName().equals("Contents")) {
                file(object).ifPresent(files::add);
                object.clear();
            }
        }
        return new Page(files, next);
    }

    /** What ends with a slash stands for a folder. */
    private Optional<ListedFile> file(SortedMap<String, String> object) {
        String key = object.getOrDefault("Key", "");
        String tag = object.getOrDefault("ETag", "");
        if (!key.startsWith(reference.prefix()) || tag.isEmpty() || tag.indexOf(' ') >= 0) {
            throw new IllegalArgumentException("not an object of the listing");
        }
        if (key.endsWith("/")) {
            return Optional.empty();
        }
        String path = key.substring(reference.prefix().length());
        long size = Long.parseLong(object.getOrDefault("Size", ""));
        return Optional.of(new ListedFile(path, size, Optional.empty(), tag + " " + key));
    }

    private static SourceFailure failure(String what) {
        return new SourceFailure(SourceFailure.Kind.REFUSED, "the storage " + what);
    }
}
