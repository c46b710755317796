// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "cuda/clock.h"
#include "cuda/cupti_library.h"
#include "cuda/cupti_records.h"

#include <cupti.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <mutex>

namespace streamscope::cuda {

namespace {

constexpr std::size_t bufferBytes = 256 * 1024; ///< small: records reach the window while the run goes on
constexpr CUpti_ActivityKind kinds[] = {CUPTI_ACTIVITY_KIND_CONCURRENT_KERNEL, CUPTI_ACTIVITY_KIND_MEMCPY,
                                        CUPTI_ACTIVITY_KIND_MEMSET};

class CuptiSource;
/// CUPTI's callbacks carry no context.
std::atomic<CuptiSource*> current = nullptr;
thread_local std::uint32_t correlationOfThread = 0;

/// The functions used, as this machine's library has them.
struct Functions
{
    decltype(cuptiGetVersion)* getVersion = nullptr;
    decltype(cuptiActivityRegisterCallbacks)* registerCallbacks = nullptr;
    decltype(cuptiActivityRegisterTimestampCallback)* registerTimestampCallback = nullptr; ///< may be missing
    decltype(cuptiActivityEnable)* enable = nullptr;
    decltype(cuptiActivityDisable)* disable = nullptr;
    decltype(cuptiActivityFlushAll)* flushAll = nullptr;
    decltype(cuptiActivityGetNextRecord)* getNextRecord = nullptr;
    decltype(cuptiActivityGetNumDroppedRecords)* getNumDroppedRecords = nullptr;
    decltype(cuptiGetTimestamp)* getTimestamp = nullptr;
    decltype(cuptiSubscribe)* subscribe = nullptr;
    decltype(cuptiUnsubscribe)* unsubscribe = nullptr;
    decltype(cuptiEnableDomain)* enableDomain = nullptr;
    decltype(cuptiEnableCallback)* enableCallback = nullptr;
    decltype(cuptiGetGraphNodeId)* getGraphNodeId = nullptr;
    decltype(cuptiGetResultString)* getResultString = nullptr;

    explicit Functions(const CuptiLibrary& library)
    {
        const auto load = [&library]<class F>(F*& function, const char* name) { function = library.function<F>(name); };
        load(getVersion, "cuptiGetVersion");
        load(registerCallbacks, "cuptiActivityRegisterCallbacks");
        load(registerTimestampCallback, "cuptiActivityRegisterTimestampCallback");
        load(enable, "cuptiActivityEnable");
        load(disable, "cuptiActivityDisable");
        load(flushAll, "cuptiActivityFlushAll");
        load(getNextRecord, "cuptiActivityGetNextRecord");
        load(getNumDroppedRecords, "cuptiActivityGetNumDroppedRecords");
        load(getTimestamp, "cuptiGetTimestamp");
        load(subscribe, "cuptiSubscribe");
        load(unsubscribe, "cuptiUnsubscribe");
        load(enableDomain, "cuptiEnableDomain");
        load(enableCallback, "cuptiEnableCallback");
        load(getGraphNodeId, "cuptiGetGraphNodeId");
        load(getResultString, "cuptiGetResultString");
    }

    bool complete() const
    {
        return getVersion && registerCallbacks && enable && disable && flushAll && getNextRecord &&
               getNumDroppedRecords && getTimestamp && subscribe && unsubscribe && enableDomain && enableCallback &&
               getGraphNodeId && getResultString;
    }
};

class CuptiSource : public ActivitySource
{
public:
    explicit CuptiSource(const Functions& functions) : m_cupti(functions) {}
    ~CuptiSource() override { stop(); }

    Status start(Take take) override
    {
        m_take = std::move(take);
        current = this;
        if (m_cupti.registerTimestampCallback)
            m_cupti.registerTimestampCallback([]() -> std::uint64_t { return static_cast<std::uint64_t>(nowNs()); });
        if (Status done = check(m_cupti.registerCallbacks(giveBuffer, takeBuffer), "cuptiActivityRegisterCallbacks");
            !done)
            return done;
        if (Status done = check(m_cupti.subscribe(&m_subscriber, callback, this), "cuptiSubscribe"); !done)
            return done;
        m_subscribed = true;
        m_cupti.enableDomain(1, m_subscriber, CUPTI_CB_DOMAIN_RUNTIME_API);
        m_cupti.enableCallback(1, m_subscriber, CUPTI_CB_DOMAIN_RESOURCE, CUPTI_CBID_RESOURCE_GRAPHNODE_CLONED);
        for (const CUpti_ActivityKind kind : kinds)
            if (Status done = check(m_cupti.enable(kind), "cuptiActivityEnable"); !done)
                return done;
        m_offsetNs = clockOffset();
        return {};
    }

    void flush(bool all) override { m_cupti.flushAll(all ? CUPTI_ACTIVITY_FLAG_FLUSH_FORCED : 0); }
    std::int64_t lostRecords() override { return m_lost; }

    void stop() override
    {
        if (current != this)
            return;
        for (const CUpti_ActivityKind kind : kinds)
            m_cupti.disable(kind);
        m_cupti.flushAll(CUPTI_ACTIVITY_FLAG_FLUSH_FORCED);
        if (m_subscribed)
            m_cupti.unsubscribe(m_subscriber);
        m_subscribed = false;
        current = nullptr;
    }

    std::uint32_t lastCorrelation() const override { return correlationOfThread; }

    std::vector<std::pair<std::uint64_t, std::uint64_t>> takeClonedNodes() override
    {
        const std::lock_guard lock(m_mutex);
        return std::exchange(m_clones, {});
    }

    std::uint64_t nodeId(void* node) override
    {
        std::uint64_t id = 0;
        m_cupti.getGraphNodeId(static_cast<CUgraphNode>(node), &id);
        return id;
    }

private:
    Status check(CUptiResult code, const char* call) const
    {
        if (code == CUPTI_SUCCESS)
            return {};
        const char* text = "";
        m_cupti.getResultString(code, &text);
        return Error{ErrorKind::device, {}, {}, {"cuda.cupti-failed", {call, text}}};
    }

    /// What brings CUPTI's time to nowNs()'s: zero where it takes our clock. The closest of a few pairs.
    Ns clockOffset() const
    {
        Ns best = 0, width = -1;
        for (int i = 0; i < 50; ++i) {
            std::uint64_t theirs = 0;
            const Ns before = nowNs();
            m_cupti.getTimestamp(&theirs);
            const Ns after = nowNs();
            if (width < 0 || after - before < width) {
                width = after - before;
                best = (before + after) / 2 - static_cast<Ns>(theirs);
            }
        }
        return std::abs(best) <= width ? 0 : best;
    }

    static void CUPTIAPI giveBuffer(std::uint8_t** buffer, std::size_t* size, std::size_t* maxRecords)
    {
        *buffer = static_cast<std::uint8_t*>(std::aligned_alloc(8, bufferBytes));
        *size = *buffer ? bufferBytes : 0;
        *maxRecords = 0;
    }

    static void CUPTIAPI takeBuffer(CUcontext context, std::uint32_t stream, std::uint8_t* buffer, std::size_t,
                                    std::size_t valid)
    {
        if (CuptiSource* source = current)
            source->read(context, stream, buffer, valid);
        std::free(buffer);
    }

    void read(CUcontext context, std::uint32_t stream, std::uint8_t* buffer, std::size_t valid)
    {
        CUpti_Activity* record = nullptr;
        while (valid > 0 && m_cupti.getNextRecord(buffer, valid, &record) == CUPTI_SUCCESS)
            if (const std::optional<DeviceActivity> activity = decode(*record, m_offsetNs))
                m_take(*activity);
        std::size_t dropped = 0;
        m_cupti.getNumDroppedRecords(context, stream, &dropped);
        m_lost += static_cast<std::int64_t>(dropped);
    }

    static void CUPTIAPI callback(void* self, CUpti_CallbackDomain domain, CUpti_CallbackId, const void* data)
    {
        if (domain == CUPTI_CB_DOMAIN_RUNTIME_API) {
            const auto* call = static_cast<const CUpti_CallbackData*>(data);
            if (call->callbackSite == CUPTI_API_ENTER)
                correlationOfThread = call->correlationId;
        } else if (domain == CUPTI_CB_DOMAIN_RESOURCE) {
            const auto* resource = static_cast<const CUpti_ResourceData*>(data);
            static_cast<CuptiSource*>(self)->cloned(*static_cast<const CUpti_GraphData*>(resource->resourceDescriptor));
        }
    }

    void cloned(const CUpti_GraphData& graph)
    {
        const std::uint64_t id = nodeId(graph.node), origin = nodeId(graph.originalNode);
        const std::lock_guard lock(m_mutex);
        m_clones.emplace_back(id, origin);
    }

    Functions m_cupti;
    Take m_take;
    CUpti_SubscriberHandle m_subscriber{};
    bool m_subscribed = false;
    Ns m_offsetNs = 0;
    std::atomic<std::int64_t> m_lost = 0;
    std::mutex m_mutex;
    std::vector<std::pair<std::uint64_t, std::uint64_t>> m_clones;
};

} // namespace

Result<std::unique_ptr<ActivitySource>> makeCuptiSource()
{
    Result<CuptiLibrary> library = CuptiLibrary::open();
    if (!library)
        return library.error();
    const Functions functions(*library);
    std::uint32_t version = 0;
    if (functions.getVersion)
        functions.getVersion(&version);
    if (!functions.complete() || version < oldestCupti)
        return Error{ErrorKind::device, {}, {}, {"cuda.cupti-version", {std::to_string(version)}}};
    return std::unique_ptr<ActivitySource>(std::make_unique<CuptiSource>(functions));
}

} // namespace streamscope::cuda
