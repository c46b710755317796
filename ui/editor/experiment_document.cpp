// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "editor/experiment_document.h"

#include "base/file.h"
#include "workload/edit.h"

#include <QUndoCommand>

#include <nlohmann/json.hpp>

#include <utility>

namespace streamscope::ui {

/// One edit: the experiment before and after. Experiments are immutable and shared, so a step costs two pointers.
class EditCommand : public QUndoCommand
{
public:
    EditCommand(ExperimentDocument* document, const QString& what, workload::Experiment before,
                workload::Experiment after, int mergeId)
        : QUndoCommand(what), m_document(document), m_before(std::move(before)), m_after(std::move(after)),
          m_mergeId(mergeId)
    {}

    void undo() override { m_document->assign(m_before); }
    void redo() override { m_document->assign(m_after); }
    int id() const override { return m_mergeId; }
    bool mergeWith(const QUndoCommand* other) override
    {
        m_after = static_cast<const EditCommand*>(other)->m_after;
        setObsolete(m_after.document() == m_before.document());
        return true;
    }

private:
    ExperimentDocument* m_document;
    workload::Experiment m_before, m_after;
    int m_mergeId;
};

ExperimentDocument::ExperimentDocument(QObject* parent) : QObject(parent) {}

ExperimentDocument::~ExperimentDocument()
{
    m_undo.disconnect(); // it tells of its end, to windows that are going themselves
}

Status ExperimentDocument::open(const std::string& nameOrPath)
{
    const auto found = workload::Experiment::find(nameOrPath);
    if (!found)
        return found.error();
    const auto names = workload::Experiment::builtInNames();
    const bool builtIn = std::find(names.begin(), names.end(), nameOrPath) != names.end();
    setExperiment(*found, builtIn ? QString() : QString::fromStdString(nameOrPath));
    return {};
}

void ExperimentDocument::setExperiment(const workload::Experiment& experiment, const QString& path)
{
    m_undo.clear();
    m_path = path;
    m_experiment = m_saved = experiment;
    compareWithFile();
    emit replaced();
    emit changed();
}

void ExperimentDocument::close()
{
    m_undo.clear();
    m_path.clear();
    m_experiment.reset();
    m_saved.reset();
    compareWithFile();
    emit replaced();
    emit changed();
}

Status ExperimentDocument::save(const QString& path)
{
    if (Status written = writeFile(path.toStdString(), m_experiment->dump()); !written)
        return written;
    m_path = path;
    m_saved = m_experiment;
    compareWithFile();
    return {};
}

Status ExperimentDocument::edit(const QString& what, const Change& change, int mergeId)
{
    if (!m_experiment)
        return {};
    auto edited = change(*m_experiment);
    if (!edited)
        return edited.error();
    if (edited->document() == m_experiment->document())
        return {};
    m_undo.push(new EditCommand(this, what, *m_experiment, *edited, mergeId));
    return {};
}

Status ExperimentDocument::setValues(const QString& what, const workload::ParameterValues& values, int mergeId)
{
    const auto change = [&](const workload::Experiment& experiment) -> Result<workload::Experiment> {
        workload::Experiment edited = experiment;
        for (const workload::Parameter& parameter : experiment.parameters("en")) {
            const auto value = values.find(parameter.name);
            if (value == values.end() || value->second == parameter.value)
                continue;
            auto next = workload::setParameter(edited, parameter.name, value->second);
            if (!next)
                return next.error();
            edited = std::move(*next);
        }
        return edited;
    };
    return edit(what, change, mergeId);
}

void ExperimentDocument::assign(const workload::Experiment& experiment)
{
    m_experiment = experiment;
    compareWithFile();
    emit changed();
}

bool ExperimentDocument::isModifiedInValuesOnly() const
{
    return m_modified && sameButForValues(*m_experiment, *m_saved);
}

void ExperimentDocument::compareWithFile()
{
    const bool modified = m_experiment && m_saved && m_experiment->document() != m_saved->document();
    if (std::exchange(m_modified, modified) != modified)
        emit modifiedChanged(modified);
}

bool sameButForValues(const workload::Experiment& a, const workload::Experiment& b)
{
    const auto plain = [](const workload::Experiment& experiment) {
        auto document = experiment.document();
        if (const auto parameters = document.find("parameters"); parameters != document.end())
            for (auto& parameter : *parameters)
                parameter.erase("value");
        return document;
    };
    return plain(a) == plain(b);
}

} // namespace streamscope::ui
