// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/support_trace_text.h"

#include <cmath>
#include <cstdlib>
#include <map>
#include <QtGlobal>
#include <string>

namespace streamscope::tests {

namespace {

using trace::SliceKind;

[[noreturn]] void fail(std::string_view what, std::string_view where)
{
    qFatal("trace text: %s at '%s'", std::string(what).c_str(), std::string(where).c_str());
    std::abort();
}

/// Reads pieces off the front of a text.
class Reader
{
public:
    explicit Reader(std::string_view text) : m_text(text) {}

    bool take(char c)
    {
        if (m_text.empty() || m_text.front() != c)
            return false;
        m_text.remove_prefix(1);
        return true;
    }

    void expect(char c)
    {
        if (!take(c))
            fail(std::string("expected ") + c, m_text);
    }

    std::string_view until(std::string_view stops)
    {
        const std::string_view piece = m_text.substr(0, m_text.find_first_of(stops));
        m_text.remove_prefix(piece.size());
        return piece;
    }

    double number()
    {
        const std::string copy(m_text);
        char* end = nullptr;
        const double value = std::strtod(copy.c_str(), &end);
        if (end == copy.c_str())
            fail("expected a number", m_text);
        m_text.remove_prefix(std::size_t(end - copy.c_str()));
        return value;
    }

    void skipSpaces()
    {
        while (take(' ')) {
        }
    }

    bool empty() const { return m_text.empty(); }
    std::string_view rest() const { return m_text; }

private:
    std::string_view m_text;
};

SliceKind kindOnStream(std::string_view name)
{
    if (name.starts_with("H2D"))
        return SliceKind::copyHostToDevice;
    if (name.starts_with("D2H"))
        return SliceKind::copyDeviceToHost;
    if (name.starts_with("D2D"))
        return SliceKind::copyDeviceToDevice;
    if (name.starts_with("Memset"))
        return SliceKind::memset;
    if (name.starts_with("wait"))
        return SliceKind::eventWait;
    if (name.starts_with("record"))
        return SliceKind::eventRecord;
    return SliceKind::kernelOther;
}

SliceKind kindOnHost(std::string_view name)
{
    if (name.starts_with("aten::"))
        return SliceKind::cpuOperator;
    if (name.starts_with("note:") || name.starts_with("ProfilerStep#"))
        return SliceKind::annotation;
    if (name == "work")
        return SliceKind::hostWork;
    if (name.ends_with("Synchronize") || name == "cudaMemcpy")
        return SliceKind::hostSync;
    if (name.starts_with("cudaLaunch") || name.starts_with("cudaGraphLaunch") || name.ends_with("Async") ||
        name.starts_with("cudaMemset"))
        return name.starts_with("cudaMalloc") || name.starts_with("cudaFree") ? SliceKind::hostCall
                                                                              : SliceKind::hostSubmit;
    return SliceKind::hostCall;
}

trace::TrackInfo rowInfo(std::string_view row)
{
    trace::TrackInfo info;
    const bool notes = row.starts_with("notes ");
    Reader reader(notes ? row.substr(6) : row);
    if (reader.take('s')) {
        info.stream = std::int64_t(reader.number());
        info.device = 0;
        info.context = 1;
        if (reader.take('@'))
            info.device = std::atoi(std::string(reader.until(".")).c_str());
        if (reader.take('.'))
            info.context = std::int64_t(reader.number());
        info.kind = trace::TrackKind::stream;
        info.name = "stream " + std::to_string(info.stream);
        info.process = "GPU " + std::to_string(info.device);
        info.pid = info.device;
        info.tid = info.stream;
    } else if (reader.take('h')) {
        info.tid = std::int64_t(reader.number());
        info.pid = 1000;
        info.kind = trace::TrackKind::hostThread;
        info.name = "thread " + std::to_string(info.tid);
        info.process = "host";
    } else {
        fail("expected a row", row);
    }
    if (notes)
        info.kind = trace::TrackKind::annotation;
    return info;
}

void readDetails(Reader& reader, trace::OperationDetails& details, trace::Slice& slice)
{
    while (!reader.take('}')) {
        reader.skipSpaces();
        const std::string_view key = reader.until("= }");
        if (key == "pageable" || key == "pinned") {
            (slice.kind == SliceKind::copyDeviceToHost ? details.target : details.source) =
                key == "pinned" ? trace::OperationDetails::Memory::pinned : trace::OperationDetails::Memory::pageable;
        } else if (!key.empty()) {
            reader.expect('=');
            const double value = reader.number();
            if (key == "grid")
                details.grid = {std::int32_t(value), 1, 1};
            else if (key == "block")
                details.block = {std::int32_t(value), 1, 1};
            else if (key == "registers")
                details.registersPerThread = std::int32_t(value);
            else if (key == "shared")
                details.staticSharedBytes = std::int32_t(value);
            else if (key == "bytes")
                details.bytes = std::int64_t(value);
            else if (key == "flops")
                details.flops = value;
            else if (key == "dram")
                details.dramBytes = value;
            else if (key == "branch")
                slice.branch = std::int32_t(value);
            else
                fail("unknown detail", key);
        }
        reader.skipSpaces();
    }
}

} // namespace

trace::TracePointer traceFromText(std::string_view text, const std::function<void(trace::TraceBuilder&)>& more)
{
    trace::TraceBuilder builder;
    std::map<std::string, trace::TrackId, std::less<>> tracks;
    std::uint32_t nextId = 0;
    Reader lines(text);
    while (!lines.empty()) {
        Reader line(lines.until("\n"));
        lines.take('\n');
        line.skipSpaces();
        if (line.empty())
            continue;
        const std::string row(line.until(":"));
        line.expect(':');
        line.skipSpaces();
        if (!tracks.contains(row))
            tracks.emplace(row, builder.addTrack(rowInfo(row)));
        const trace::TrackId track = tracks[row];
        while (!line.empty()) {
            const std::string_view name = line.until("[");
            line.expect('[');
            trace::Slice slice;
            slice.name = builder.intern(name);
            slice.startNs = Ns(std::llround(line.number() * 1000));
            line.expect(',');
            slice.durationNs = Ns(std::llround(line.number() * 1000)) - slice.startNs;
            line.expect(')');
            slice.kind = row.starts_with("notes s")  ? SliceKind::gpuAnnotation
                         : row.starts_with("notes ") ? SliceKind::annotation
                         : row.front() == 's'        ? kindOnStream(name)
                                                     : kindOnHost(name);
            slice.id = nextId++;
            if (line.take('#'))
                slice.correlation = std::int64_t(line.number());
            trace::OperationDetails details;
            if (line.take('{'))
                readDetails(line, details, slice);
            slice.details = builder.addDetails(details);
            builder.addSlice(track, slice);
            line.skipSpaces();
        }
    }
    if (more)
        more(builder);
    return builder.finish();
}

trace::SliceRef sliceNamed(const trace::Trace& trace, std::string_view name)
{
    for (std::uint32_t t = 0; t < trace.tracks().size(); ++t)
        for (std::uint32_t i = 0; i < trace.tracks()[t].size(); ++i)
            if (trace.name(trace.tracks()[t].name[i]) == name)
                return {t, i};
    fail("no slice", name);
}

trace::TrackId trackNamed(const trace::Trace& trace, std::string_view name)
{
    for (std::uint32_t t = 0; t < trace.tracks().size(); ++t)
        if (trace.tracks()[t].info.name == name)
            return t;
    fail("no track", name);
}

} // namespace streamscope::tests
