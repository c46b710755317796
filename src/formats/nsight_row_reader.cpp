// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "formats/nsight_row_reader.h"

#include <algorithm>
#include <memory>
#include <mutex>
#include <optional>

namespace streamscope::formats {

namespace {

class RowReader
{
public:
    RowReader(std::string path, RowPlaces places) : m_path(std::move(path)), m_places(std::move(places)) {}

    std::vector<std::pair<std::string, std::string>> read(std::uint32_t id)
    {
        const auto after = std::ranges::upper_bound(m_places.stretches, id, {}, &RowPlaces::Stretch::firstId);
        if (id >= m_places.rowIds.size() || after == m_places.stretches.begin())
            return {};
        const std::string& table = std::prev(after)->table;
        const std::lock_guard lock(m_mutex);
        if (!m_database)
            m_database.emplace(NsightDatabase::open(m_path));
        std::vector<std::pair<std::string, std::string>> fields;
        if (*m_database)
            fields = (*m_database)->row(table, m_places.rowIds[id]);
        fields.insert(fields.begin(), {"row", "\"" + table + ":" + std::to_string(m_places.rowIds[id]) + "\""});
        return fields;
    }

private:
    std::string m_path;
    RowPlaces m_places;
    std::mutex m_mutex;
    std::optional<Result<NsightDatabase>> m_database;
};

} // namespace

trace::ArgumentReader nsightRows(std::string path, RowPlaces places)
{
    return [rows = std::make_shared<RowReader>(std::move(path), std::move(places))](std::uint32_t id) {
        return rows->read(id);
    };
}

} // namespace streamscope::formats
