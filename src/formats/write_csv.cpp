// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "formats/write_csv.h"

#include "formats/json_text.h"
#include "trace/kinds.h"

namespace streamscope::formats {

using namespace trace;

namespace {

/// A CSV field after RFC 4180; texts that a spreadsheet would take for a formula get a space in front.
void appendField(std::string& out, std::string_view text)
{
    const std::string valid = validUtf8(text);
    const bool formula = !valid.empty() && std::string_view("=+-@\t\r").find(valid[0]) != std::string_view::npos;
    if (!formula && valid.find_first_of(",\"\n\r") == std::string::npos) {
        out += valid;
        return;
    }
    out += formula ? "\" " : "\"";
    for (const char c : valid) {
        if (c == '"')
            out += '"';
        out += c;
    }
    out += '"';
}

template <class T>
void appendColumn(std::string& out, T value)
{
    out += ',';
    appendNumber(out, value);
}

void appendTriple(std::string& out, const std::array<std::int32_t, 3>& triple)
{
    out += ',';
    if (triple == std::array<std::int32_t, 3>{})
        return;
    for (std::size_t i = 0; i < 3; ++i) {
        if (i)
            out += 'x';
        appendNumber(out, triple[i]);
    }
}

void appendSlice(std::string& out, const Trace& trace, const Track& track, std::size_t i)
{
    const OperationDetails& details = trace.details(track.details[i]);
    appendField(out, track.info.process);
    out += ',';
    appendField(out, track.info.name);
    appendColumn(out, track.info.rank);
    appendColumn(out, track.info.device);
    appendColumn(out, track.info.context);
    appendColumn(out, track.info.stream);
    out += ',';
    out += nameOf(track.kind[i]);
    out += ',';
    appendField(out, trace.name(track.name[i]));
    appendColumn(out, track.startNs[i]);
    appendColumn(out, track.durationNs[i]);
    appendColumn(out, track.depth[i]);
    appendColumn(out, track.correlation[i]);
    out += ',';
    const std::int32_t branch = track.branch[i];
    const auto& branches = trace.info().branches;
    if (branch >= 0 && static_cast<std::size_t>(branch) < branches.size())
        appendField(out, branches[static_cast<std::size_t>(branch)]);
    appendTriple(out, details.grid);
    appendTriple(out, details.block);
    appendColumn(out, details.registersPerThread);
    appendColumn(out, static_cast<std::int64_t>(details.staticSharedBytes) + details.dynamicSharedBytes);
    appendColumn(out, details.bytes);
    appendColumn(out, details.flops);
    appendColumn(out, details.dramBytes);
    appendColumn(out, track.id[i]);
    out += '\n';
}

} // namespace

void writeCsv(const Trace& trace, TextSink& sink)
{
    std::string out =
        "process,track,rank,device,context,stream,kind,name,start_ns,duration_ns,depth,correlation,branch,"
        "grid,block,registers_per_thread,shared_bytes,bytes,flops,dram_bytes,id\n";
    const double all = static_cast<double>(trace.sliceCount());
    double done = 0;
    for (const Track& track : trace.tracks())
        for (std::size_t i = 0; i < track.size(); ++i) {
            appendSlice(out, trace, track, i);
            if (!sink.takeWhenFull(out, ++done / all))
                return;
        }
    sink.take(out, 1);
}

} // namespace streamscope::formats
