// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
// What the fields of a slice mean: the part of EventParser that knows Kineto.
#include "base/hash_mix.h"
#include "formats/event_fields.h"
#include "trace/details_hash.h"
#include "trace/kinds.h"

#include <algorithm>
#include <limits>

namespace streamscope::formats {

using namespace trace;

namespace {

constexpr std::int64_t deviceWide = 4294967295; ///< stream of a synchronisation of all streams
constexpr std::size_t detailSlots = 1024;

bool isWhole(std::string_view text)
{
    std::int64_t number = 0;
    return scan::parseInteger(inside(text), number);
}

std::int32_t small(std::string_view text)
{
    return static_cast<std::int32_t>(
        std::clamp<std::int64_t>(integerOr(text, 0), 0, std::numeric_limits<std::int32_t>::max()));
}

std::array<std::int32_t, 3> triple(std::string_view text)
{
    std::array<std::int32_t, 3> values{};
    const char* p = text.data() + !text.empty();
    const char* const end = text.data() + text.size();
    for (std::int32_t& value : values) {
        while (p < end && (*p == ' ' || *p == ',' || *p == '\n' || *p == '\t' || *p == '\r'))
            ++p;
        const char* const stop = scan::wordEnd(p, end);
        value = small({p, static_cast<std::size_t>(stop - p)});
        p = stop;
    }
    return values;
}

double real(std::string_view text)
{
    double value = 0;
    return scan::parseDouble(inside(text), value) && value == value && value - value == 0 ? value : 0;
}

} // namespace

void EventParser::take(Event& event)
{
    m_batch.offsets.push_back(event.offset);
    switch (event.phase) {
    case 'X':
        return takeSlice(event);
    case 's':
    case 't':
    case 'f':
        return takeFlow(event);
    case 'M':
        return takeRowName(event);
    case 'C':
        return takeCounter(event);
    case 'i':
    case 'I':
    case 'R': // Chrome's marks, such as the load of a page
        return takeInstant(event);
    case 'B':
    case 'E':
        return takeHalf(event);
    case 'b':
    case 'n':
    case 'e':
    case 'S':
    case 'T':
    case 'p':
    case 'F':
        return takeAsync(event);
    case '\0':
        ++m_batch.lost;
        return;
    default:
        ++m_batch.unknown;
    }
}

RowId EventParser::rowId(std::string_view text)
{
    if (text.empty() || text == "null")
        return {0, false};
    std::int64_t number = 0;
    if (scan::parseInteger(inside(text), number)) // in 2021 also as a text
        return {number, false};
    return {m_batch.names.intern(inside(text), false), true};
}

/// −1 where it is none; a number beyond all that identifiers are is counted.
std::int64_t EventParser::identifier(std::string_view text)
{
    const std::string_view digits = inside(text);
    std::int64_t number = -1;
    if (scan::parseInteger(digits, number))
        return number;
    constexpr std::string_view unsignedNone = "18446744073709551615";
    const char first = digits.empty() ? ' ' : digits.front();
    m_batch.mended += (first == '-' || (first >= '0' && first <= '9')) && digits != unsignedNone;
    return -1;
}

void EventParser::fillKind(Event& event)
{
    event.category = category(inside(event.cat));
    event.nameId = m_batch.names.intern(inside(event.name), event.nameEscaped);
    NameTable::Entry& name = m_batch.names[event.nameId];
    if (!name.classified || name.category != event.category) {
        name.classified = true;
        name.category = event.category;
        const std::string text = name.escaped ? scan::unescape(name.text) : name.text;
        name.kind = classify(event.category, text);
        std::tie(name.source, name.target) =
            event.category == Category::copy ? memoryKinds(text) : std::pair(Memory::unknown, Memory::unknown);
    }
    event.kind = name.kind;
    event.details.source = name.source;
    event.details.target = name.target;
}

void EventParser::readArguments(Event& event)
{
    OperationDetails& d = event.details;
    m_batch.mended += !event.args.empty() && event.args.front() != '{' && event.args != "null";
    eachField(event.args, [&](std::string_view key, std::string_view value) {
        switch (key.size()) {
        case 4:
            if (key == "grid")
                d.grid = triple(value);
            else if (key == "kind")
                event.kindName = inside(value);
            break;
        case 5:
            if (key == "block")
                d.block = triple(value);
            else if (key == "bytes")
                d.bytes = std::max<std::int64_t>(0, integerOr(value, 0));
            else if (key == "flops")
                d.flops = real(value);
            else if (key == "label")
                event.label = value;
            break;
        case 6:
            if (key == "device") {
                event.device = identifier(value);
                m_batch.mended += event.device > std::numeric_limits<std::int32_t>::max();
            } else if (key == "stream") {
                event.stream = identifier(value);
                event.hasStream = event.stream != -1 || isWhole(value); // else the row tells
            } else if (key == "branch") {
                event.branch = integerOr(value, -1);
            }
            break;
        case 7:
            if (key == "context")
                event.context = identifier(value);
            break;
        case 10:
            if (key == "dram bytes")
                d.dramBytes = real(value);
            break;
        case 11:
            if (key == "correlation")
                event.correlation = identifier(value);
            else if (key == "graphNodeId") // in what was an export of Nsight
                event.graphNode = integerOr(value, 0);
            break;
        case 13:
            if (key == "graph node id")
                event.graphNode = integerOr(value, 0);
            else if (key == "shared memory")
                event.sharedBytes = std::max<std::int64_t>(0, integerOr(value, 0));
            else if (key == "memory source")
                event.sourceName = inside(value);
            else if (key == "memory target")
                event.targetName = inside(value);
            break;
        case 20:
            if (key == "registers per thread")
                d.registersPerThread = small(value);
            else if (key == "static shared memory")
                d.staticSharedBytes = small(value);
            break;
        case 22:
            if (key == "graph node correlation")
                event.nodeCorrelation = integerOr(value, -1);
            break;
        case 33:
            if (key == "wait_on_cuda_event_record_corr_id")
                event.waitsFor = integerOr(value, -1);
            break;
        default:
            break;
        }
    });
    d.dynamicSharedBytes = static_cast<std::int32_t>(
        std::clamp<std::int64_t>(event.sharedBytes - d.staticSharedBytes, 0, std::numeric_limits<std::int32_t>::max()));
    if (!m_own)
        return;
    // Ours say more: what Kineto's vocabulary has no word for.
    if (const auto kind = sliceKind(event.kindName))
        event.kind = *kind;
    if (!event.label.empty()) {
        bool escaped = event.label.find('\\') != std::string_view::npos;
        event.nameId = m_batch.names.intern(inside(event.label), escaped);
    }
    d.source = trace::memoryKind(event.sourceName).value_or(Memory::unknown);
    d.target = trace::memoryKind(event.targetName).value_or(Memory::unknown);
}

/// TensorFlow's events have no category; what joins calls and operations stands in their arguments.
void EventParser::readUncategorised(Event& event)
{
    eachField(event.args, [&event](std::string_view key, std::string_view value) {
        if (key == "correlation_id")
            event.correlation = integerOr(value, -1);
    });
    const std::string_view name = inside(event.name);
    if (event.correlation >= 0 && (name.starts_with("cu") || name.starts_with("hip")))
        event.kind = classify(Category::runtime, name);
}

void EventParser::fillRow(Event& event)
{
    RowKey key;
    key.pid = rowId(event.pid);
    key.tid = rowId(event.tid);
    using Class = RowKey::Class;
    if (m_own) {
        key.row = Class::thread;
    } else if (isOnGpu(event.category)) {
        key.row = event.category == Category::gpuAnnotation ? Class::gpuAnnotation : Class::stream;
        if (event.category == Category::synchronisation && event.kind == SliceKind::unknown)
            key.row = Class::synchronisation;
        if (!event.hasStream)
            event.stream = key.tid.isText ? trailingNumber(inside(event.tid)) : key.tid.number;
        key.stream = event.stream == deviceWide ? -1 : event.stream;
        key.device = event.device;
        if (key.device < 0)
            key.device = std::max<std::int64_t>(0, key.pid.isText ? deviceNumber(inside(event.pid)) : key.pid.number);
        if (inside(event.pid).empty() || event.pid == "null") // it says nothing of the process
            key.pid = {key.device, false};
        key.context = event.context;
        key.tid = {key.stream, false};
    } else if (event.category == Category::annotation) {
        key.row = Class::annotation;
    } else if (event.category == Category::overhead) {
        key.row = Class::overhead;
    } else if (event.category == Category::engineCopy) {
        key.row = Class::copyEngine;
    }
    event.row = row(key);
}

std::uint32_t EventParser::row(const RowKey& key)
{
    std::vector<RowKey>& rows = m_batch.rows;
    if (m_lastRow < rows.size() && rows[m_lastRow] == key)
        return m_lastRow;
    const auto hash = [](const RowKey& k) {
        std::uint64_t h = static_cast<std::uint64_t>(k.row);
        for (const std::int64_t part : {k.pid.number, k.tid.number, k.device, k.context, k.stream})
            h = mixed(h, static_cast<std::uint64_t>(part));
        return h;
    };
    constexpr std::uint32_t empty = ~0u;
    if (4 * (rows.size() + 1) > m_rowSlots.size()) {
        m_rowSlots.assign(std::max<std::size_t>(64, 2 * m_rowSlots.size()), empty);
        for (std::uint32_t i = 0; i < rows.size(); ++i) {
            std::size_t slot = hash(rows[i]) & (m_rowSlots.size() - 1);
            while (m_rowSlots[slot] != empty)
                slot = (slot + 1) & (m_rowSlots.size() - 1);
            m_rowSlots[slot] = i;
        }
    }
    std::size_t slot = hash(key) & (m_rowSlots.size() - 1);
    while (m_rowSlots[slot] != empty && !(rows[m_rowSlots[slot]] == key))
        slot = (slot + 1) & (m_rowSlots.size() - 1);
    if (m_rowSlots[slot] == empty) {
        m_rowSlots[slot] = static_cast<std::uint32_t>(rows.size());
        rows.push_back(key);
    }
    return m_lastRow = m_rowSlots[slot];
}

std::uint32_t EventParser::details(const OperationDetails& d)
{
    if (m_detailSlots.empty())
        m_detailSlots.assign(detailSlots, 0);
    // A cache, not a table: the builder makes details unique, this spares it the common repeats.
    std::uint32_t& slot = m_detailSlots[HashOfDetails()(d) & (detailSlots - 1)];
    if (m_batch.details[slot] == d)
        return slot;
    m_batch.details.push_back(d);
    return slot = static_cast<std::uint32_t>(m_batch.details.size() - 1);
}

/// Everything but the duration; false where there is no time.
bool EventParser::fillSlice(Event& event, EventBatch::Slice& slice)
{
    slice.event = thisEvent();
    if (!timeOf(event.ts, slice.startNs))
        return false;
    fillKind(event);
    if (m_own || isOnGpu(event.category) || event.category == Category::runtime ||
        event.category == Category::collective)
        readArguments(event);
    if (!m_own && event.cat.empty())
        readUncategorised(event);
    if (!m_own && event.category == Category::collective && event.hasStream) { // its kernels stand there too
        event.category = Category::gpuAnnotation;
        event.kind = SliceKind::gpuAnnotation;
    }
    fillRow(event);
    slice.name = event.nameId;
    slice.kind = event.kind;
    slice.row = event.row;
    slice.graphNode = event.graphNode;
    slice.correlation = m_own && event.nodeCorrelation != -1 ? event.nodeCorrelation : event.correlation;
    m_batch.hasCorrelations |= event.correlation >= 0;
    slice.branch =
        static_cast<std::int32_t>(std::clamp<std::int64_t>(event.branch, -1, std::numeric_limits<std::int32_t>::max()));
    if (!(event.details == OperationDetails()))
        slice.details = details(event.details);
    if (!m_own && event.kind == SliceKind::eventWait && event.waitsFor > 0 && event.correlation != -1)
        m_batch.dependencies.push_back({event.waitsFor, event.correlation, event.row});
    return true;
}

void EventParser::takeSlice(Event& event)
{
    EventBatch::Slice slice;
    if (!fillSlice(event, slice)) {
        ++m_batch.lost;
        return;
    }
    m_batch.mended += !durationOf(event.dur, slice.durationNs) || slice.durationNs < 0;
    slice.durationNs = std::max<Ns>(0, slice.durationNs);
    m_batch.slices.push_back(slice);
    if (!event.bindId.empty())
        takeBoundFlow(event, slice.startNs);
}

void EventParser::takeHalf(Event& event)
{
    EventBatch::Half half;
    half.begins = event.phase == 'B';
    if (half.begins ? !fillSlice(event, half.slice) : !timeOf(event.ts, half.slice.startNs)) {
        ++m_batch.lost;
        return;
    }
    half.pid = rowId(event.pid);
    half.tid = rowId(event.tid);
    if (!half.begins)
        half.slice.name = m_batch.names.intern(inside(event.name), event.nameEscaped);
    m_batch.halves.push_back(half);
}

} // namespace streamscope::formats
