// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workload/experiment.h"

#include <QObject>
#include <QString>
#include <QUndoStack>

#include <functional>
#include <optional>

namespace streamscope::ui {

/// The experiment on the bench as a document: always valid, with undo, its file and whether it is saved. GUI thread.
class ExperimentDocument : public QObject
{
    Q_OBJECT

public:
    explicit ExperimentDocument(QObject* parent = nullptr);
    ~ExperimentDocument() override;

    bool isEmpty() const { return !m_experiment; }
    const workload::Experiment& experiment() const { return *m_experiment; }
    /// Path of the file; empty for a built-in experiment or a new one.
    QString path() const { return m_path; }
    bool isModified() const { return m_modified; } ///< it says something else than its file
    /// The same up to its parameters' values.
    bool isModifiedInValuesOnly() const;
    /// As opened or saved last. Not of an empty document.
    const workload::Experiment& saved() const { return *m_saved; }
    /// All steps that can be undone, those of others too: what is opened beside the experiment, say.
    QUndoStack& undoStack() { return m_undo; }

    /// A built-in experiment by name, or a file.
    Status open(const std::string& nameOrPath);
    void setExperiment(const workload::Experiment& experiment, const QString& path);
    void close();
    /// Writes the whole new text or leaves the old file. Errors: base.cannot-write.
    Status save(const QString& path);

    using Change = std::function<Result<workload::Experiment>(const workload::Experiment&)>;
    /// Applies `change` (see workload/edit.h) as one step of undo, or gives its error and leaves everything as it is.
    /// Changes in a row with the same `mergeId` other than −1 are one step.
    Status edit(const QString& what, const Change& change, int mergeId = -1);

    /// Makes `values` the parameters' own, as edit() does; names that there are no parameters of are left out.
    Status setValues(const QString& what, const workload::ParameterValues& values, int mergeId = -1);

signals:
    void changed(); ///< the experiment is another one, or edited
    void modifiedChanged(bool modified);
    void replaced(); ///< by open() or setExperiment(), before changed()

private:
    friend class EditCommand;
    void assign(const workload::Experiment& experiment);
    void compareWithFile();

    std::optional<workload::Experiment> m_experiment, m_saved;
    bool m_modified = false;
    QString m_path;
    QUndoStack m_undo;
};

/// They have the same text up to their parameters' values.
bool sameButForValues(const workload::Experiment& a, const workload::Experiment& b);

} // namespace streamscope::ui
